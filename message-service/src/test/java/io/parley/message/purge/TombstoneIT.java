package io.parley.message.purge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.contracts.MessageId;
import io.parley.contracts.PersonId;
import io.parley.contracts.event.Post;
import io.parley.platform.submission.Outcome;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.support.SqlArrayValue;
import tools.jackson.databind.JsonNode;

/// What stays of what was destroyed, and what cannot be done with it.
class TombstoneIT extends Destroying {

    @Test
    void theMarkOfARecallStaysWhileAVersionOfItsMessageDoes() {
        String room = open(bob);
        MessageId message = say(room, alice, text("never shown again"));
        edit(room, message, alice, text("nor this"));
        recall(room, message, alice);
        due(room, 1, 1);
        due(room, 3, 3);
        archivePurged(room, 1, 3);
        awaitPurged(room, 1);
        JsonNode history = history(bobName, room);
        assertThat(history.get(1).has("content")).isFalse();
        assertThat(history.get(2).get("recalled").asBoolean()).isTrue();

        due(room, 2, 2);
        archivePurged(room, 1, 3);
        awaitPurged(room, 1, 2, 3);
    }

    @Test
    void whatIsDestroyedCannotBeReferredToNorSaidAgain() {
        String room = open(bob);
        MessageId message = say(room, alice, text("gone"));
        due(room, 1, 1);
        archivePurged(room, 1, 1);
        awaitPurged(room, 1);

        assertThat(refusal(post(room, MessageId.next(), bob).setReplyTo(message.bytes()), room, bob))
                .isEqualTo("invalid-request");
        assertThat(refusal(post(room, message, alice), room, alice, message)).isEqualTo("conflict");
        assertThat(say(room, bob, text("next"))).isNotNull();
        assertThat(contents(room)).containsExactly(PURGED, text("next"));
    }

    @Test
    void theServiceItselfCanNeitherChangeNorDeleteWhatWasAccepted() {
        for (String forbidden : List.of(
                "UPDATE message SET change = 'purged'",
                "DELETE FROM message",
                "INSERT INTO purge VALUES (gen_random_uuid(), 1, 1, 1, gen_random_uuid(), 0)",
                "UPDATE purge SET last_seq = 9",
                "DELETE FROM purge",
                "UPDATE conversation_purge SET purges = 0")) {
            assertThatThrownBy(() -> asService.execute(forbidden))
                    .as(forbidden)
                    .isInstanceOf(DataAccessException.class)
                    .hasStackTraceContaining("permission denied");
        }
    }

    /// Whatever is destroyed in whatever order, and however often: numbers stay dense, and the purges are exactly the
    /// numbers that are gone, each once.
    @Test
    void purgesAreExactlyWhatIsGone() {
        String room = open(bob);
        UUID conversation = UUID.fromString(room);
        int said = 40;
        for (int i = 0; i < said; i++) {
            say(room, alice, text("m" + i));
        }
        long accounted = account(room);
        var random = new Random(7);
        Set<Long> wanted = new HashSet<>();
        for (int round = 0; round < 25; round++) {
            List<Long> batch = LongStream.generate(() -> 1 + random.nextInt(said))
                    .limit(1 + random.nextInt(6))
                    .boxed()
                    .toList();
            wanted.addAll(batch);
            asService.query(
                    "SELECT * FROM purge_messages(?, ?, ?, 5)",
                    row -> {},
                    same(batch.size(), conversation),
                    new SqlArrayValue("int8", batch.toArray()),
                    same(batch.size(), certificate));
            assertThat(purgedNumbers(conversation)).containsExactlyElementsOf(new TreeSet<>(wanted));
        }
        assertThat(numbers(conversation))
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, numbers(conversation).size())
                                .boxed()
                                .toList());
        assertThat(account(room)).isEqualTo(accounted);
        assertThat(contents(room).stream().filter(PURGED::equals)).hasSize(wanted.size());
        assertThat(contents(room)).hasSize(said);
        assertThat(pages(room)).containsExactlyElementsOf(numbers(conversation));
    }

    private static SqlArrayValue same(int times, UUID value) {
        return new SqlArrayValue("uuid", Collections.nCopies(times, value).toArray());
    }

    private List<Long> purgedNumbers(UUID conversation) {
        return asService.query(
                "SELECT generate_series(first_seq, last_seq) AS s FROM purge WHERE conversation_id = ? ORDER BY s",
                (row, n) -> row.getLong(1),
                conversation);
    }

    private List<Long> numbers(UUID conversation) {
        return asService.query(
                "SELECT number FROM purge WHERE conversation_id = ? ORDER BY number",
                (row, n) -> row.getLong(1),
                conversation);
    }

    private List<Long> pages(String room) {
        List<Long> all = new ArrayList<>();
        String after = "0";
        do {
            JsonNode page =
                    get(bobName, room(room) + "/purges?limit=3&after=" + after).body();
            page.get("items").forEach(item -> all.add(item.get("number").asLong()));
            after = page.get("nextCursor").isNull()
                    ? ""
                    : page.get("nextCursor").asString();
        } while (!after.isEmpty());
        return all;
    }

    private String refusal(Post.Builder post, String room, PersonId author) {
        return refusal(post, room, author, MessageId.next());
    }

    private String refusal(Post.Builder post, String room, PersonId author, MessageId id) {
        var outcome = outcome(command(room, id.value(), author).setPost(post));
        assertThat(outcome).isInstanceOf(Outcome.Refused.class);
        return ((Outcome.Refused) outcome).refusal().getCode();
    }
}
