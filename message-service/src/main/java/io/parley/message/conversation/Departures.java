package io.parley.message.conversation;

import io.parley.contracts.ConversationId;
import io.parley.contracts.PersonId;
import io.parley.contracts.event.MessageSubmitted;
import io.parley.contracts.event.RemoveMember;
import io.parley.platform.identity.Person;
import io.parley.platform.identity.PersonDirectory;
import io.parley.platform.problem.DomainException;
import io.parley.platform.submission.Outcome;
import io.parley.platform.submission.Submissions;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Takes somebody who left the organisation out of their conversations. What they owned alone goes to the moderator,
/// else the member, who has been there longest; all see it as a numbered item of the conversation whose author is the
/// system. Direct conversations keep their two people: what was said stays, and the account is frozen.
@Component
class Departures {

    private static final int MOST_AT_ONCE = 200;
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final String OF_PERSON = """
            FROM member m JOIN conversation c ON c.conversation_id = m.conversation_id
            LEFT JOIN message came ON came.conversation_id = m.conversation_id AND came.seq = m.from_seq
            WHERE m.person_id = :person AND m.until_seq IS NULL AND c.kind <> 'direct'
                AND COALESCE(came.accepted_at_ms, 0) < :before
            """;

    private final JdbcClient jdbc;
    private final Submissions submissions;
    private final PersonDirectory people;
    private final Clock clock;

    Departures(JdbcClient jdbc, Submissions submissions, PersonDirectory people, Clock clock) {
        this.jdbc = jdbc;
        this.submissions = submissions;
        this.people = people;
        this.clock = clock;
    }

    record Progress(int removed, long remaining) {}

    private record Stay(ConversationId conversation, long fromSeq) {}

    /// Some of the person's conversations; to be called until nothing remains. Safe to repeat.
    ///
    /// @param returnedAt when the person came back meanwhile: what they joined since is theirs
    Progress advance(PersonId person, Instant returnedAt) {
        requireGone(person, returnedAt);
        List<CompletableFuture<Outcome>> outcomes = stays(person, returnedAt).stream()
                .map(stay -> submissions.submit(command(person, stay)))
                .toList();
        await(outcomes);
        return new Progress(outcomes.size(), remaining(person, returnedAt));
    }

    /// Whoever is active by this service's view could be added again behind our back.
    private void requireGone(PersonId person, Instant returnedAt) {
        boolean here = people.find(person).filter(Person::active).isPresent();
        if (here && returnedAt.equals(Instant.MAX)) {
            throw DomainException.unavailable("news of the person's leaving", null);
        }
    }

    private List<Stay> stays(PersonId person, Instant before) {
        return jdbc.sql("SELECT m.conversation_id, m.from_seq " + OF_PERSON + " ORDER BY m.conversation_id LIMIT "
                        + MOST_AT_ONCE)
                .param("person", person.value())
                .param("before", millis(before))
                .query((row, number) -> new Stay(
                        new ConversationId(row.getObject("conversation_id", UUID.class)), row.getLong("from_seq")))
                .list();
    }

    private long remaining(PersonId person, Instant before) {
        return jdbc.sql("SELECT count(*) " + OF_PERSON)
                .param("person", person.value())
                .param("before", millis(before))
                .query(Long.class)
                .single();
    }

    private static long millis(Instant before) {
        return before.equals(Instant.MAX) ? Long.MAX_VALUE : before.toEpochMilli();
    }

    /// One id per stay: a command that is still on its way when it is sent again does its work once.
    private MessageSubmitted command(PersonId person, Stay stay) {
        UUID id = UUID.nameUUIDFromBytes(("departure:" + person + ":" + stay.conversation() + ":" + stay.fromSeq())
                .getBytes(StandardCharsets.UTF_8));
        return MessageSubmitted.newBuilder()
                .setCommandId(io.parley.contracts.Ids.bytes(id))
                .setConversationId(stay.conversation().bytes())
                .setSenderId(PersonId.SYSTEM.bytes())
                .setSubmittedAtMs(clock.millis())
                .setRemoveMember(RemoveMember.newBuilder().setPersonId(person.bytes()))
                .build();
    }

    /// What has no outcome in time is counted as remaining, and refusals show there too.
    private static void await(List<CompletableFuture<Outcome>> outcomes) {
        try {
            CompletableFuture.allOf(outcomes.toArray(CompletableFuture[]::new))
                    .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            outcomes.forEach(outcome -> outcome.cancel(false));
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw DomainException.unavailable("the sequence of messages", stopping);
        } catch (ExecutionException failed) {
            throw DomainException.unavailable("the sequence of messages", failed);
        }
    }
}
