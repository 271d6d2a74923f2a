package io.parley.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.client.Accepted;
import io.parley.client.Archive.ArchivedRecord;
import io.parley.client.Archive.Coverage;
import io.parley.client.Archive.NotArchived;
import io.parley.client.Archive.Search;
import io.parley.client.Content;
import io.parley.client.ConversationId;
import io.parley.client.GrantId;
import io.parley.client.Message;
import io.parley.client.MessageId;
import io.parley.client.Notices;
import io.parley.client.Page;
import io.parley.client.ParleySocket;
import io.parley.client.SocketListener;
import io.parley.client.SocketOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Many talk at full rate while one withdraws and consents again, over and over: not one message that was accepted from
/// the instant of a withdrawal on is in the archive, and not one before it is missing. The local region has one clock
/// and no tolerance, so the border is exact to the millisecond.
class WithdrawalRaceTest {

    private static final int SENDERS = 8;
    private static final int EACH = 1_250;
    private static final int MESSAGES = SENDERS * EACH;
    private static final int WITHDRAWALS = 6;
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private final Persona guest = Newcomer.guest().agreed();

    @Test
    void theArchiveHoldsExactlyWhatWasAcceptedWhileConsentHeld() throws Exception {
        List<Persona> senders = Stream.generate(() -> Newcomer.employee().agreed())
                .limit(SENDERS)
                .toList();
        Persona first = senders.getFirst();
        Persona[] others =
                Stream.concat(senders.stream().skip(1), Stream.of(guest)).toArray(Persona[]::new);
        ConversationId conversation = first.opens("customer", others).conversationId();
        Wait.shortly()
                .until(() -> first.api()
                        .conversations()
                        .get(conversation)
                        .archiveState()
                        .equals("archived"));

        talkWhileConsentComesAndGoes(senders, conversation);

        List<Message> said = first.api().messages().all(conversation).stream()
                .filter(message ->
                        message.content() != null && message.content().text().startsWith("message "))
                .toList();
        assertThat(said).hasSize(MESSAGES);
        TreeMap<Instant, Boolean> consent = consent();
        assertThat(consent).hasSize(1 + 2 * WITHDRAWALS);
        Set<MessageId> expected = said.stream()
                .filter(message -> consent.floorEntry(message.acceptedAt()).getValue())
                .map(Message::messageId)
                .collect(Collectors.toSet());
        System.out.printf(
                "race: %d accepted, %d while consent held, %d while not, %d withdrawals%n",
                MESSAGES, expected.size(), MESSAGES - expected.size(), WITHDRAWALS);

        Coverage coverage = Wait.atMost(PATIENCE)
                .until(
                        () -> Officers.archive().coverage(conversation),
                        now -> now.lastSeq() >= said.getLast().seq() && now.missing() == 0);
        assertThat(archived(conversation)).isEqualTo(expected);
        assertThat(coverage.archived()).isEqualTo(expected.size());
        assertThat(coverage.notArchived())
                .containsExactly(new NotArchived("consent-withdrawn", MESSAGES - expected.size()));
        assertThat(expected)
                .as("some on either side of the borders")
                .isNotEmpty()
                .hasSizeLessThan(MESSAGES);
    }

    private void talkWhileConsentComesAndGoes(List<Persona> senders, ConversationId conversation) throws Exception {
        AtomicInteger accepted = new AtomicInteger();
        CountDownLatch speaking = new CountDownLatch(SENDERS);
        List<Thread> threads = new ArrayList<>();
        List<Throwable> failures = java.util.Collections.synchronizedList(new ArrayList<>());
        for (Persona sender : senders) {
            threads.add(Thread.startVirtualThread(() -> {
                try {
                    speak(sender, conversation, accepted);
                } catch (Throwable failed) {
                    failures.add(failed);
                }
                speaking.countDown();
            }));
        }
        for (int i = 1; i <= WITHDRAWALS; i++) {
            int mark = i * MESSAGES / (WITHDRAWALS + 1);
            Wait.atMost(PATIENCE).until(() -> accepted.get() >= mark || speaking.getCount() == 0);
            guest.api().notices().withdraw("archive");
            int after = accepted.get();
            Wait.atMost(PATIENCE).until(() -> accepted.get() > after + 300 || speaking.getCount() == 0);
            Notices.Answer last = guest.api().notices().latest("archive").orElseThrow();
            guest.api().notices().answerAgain(last, "accepted", Instant.now());
        }
        assertThat(speaking.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(failures).isEmpty();
        assertThat(accepted.get()).isEqualTo(MESSAGES);
    }

    private static void speak(Persona sender, ConversationId conversation, AtomicInteger accepted) throws Exception {
        List<CompletableFuture<Accepted>> answers = new ArrayList<>();
        try (ParleySocket socket =
                sender.api().connect(SocketOptions.device("race").withInFlight(64), new SocketListener() {})) {
            for (int i = 0; i < EACH; i++) {
                answers.add(socket.send(conversation, MessageId.next(), Content.text("message " + i))
                        .whenComplete((answer, failure) -> {
                            if (failure == null) {
                                accepted.incrementAndGet();
                            }
                        }));
            }
            for (CompletableFuture<Accepted> answer : answers) {
                answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            }
        }
    }

    /// Whether the guest's consent holds from an instant on, as their receipts say.
    private TreeMap<Instant, Boolean> consent() {
        TreeMap<Instant, Boolean> consent = new TreeMap<>();
        guest.http()
                .get("/v1/me/answers?limit=1000")
                .json()
                .path("items")
                .valueStream()
                .filter(entry -> entry.path("purpose").asString().equals("archive"))
                .forEach(entry -> consent.put(
                        Instant.parse(entry.path("receipt")
                                .path("events")
                                .path(0)
                                .path("eventTime")
                                .asString()),
                        entry.path("answer").asString().equals("accepted")));
        return consent;
    }

    private static Set<MessageId> archived(ConversationId conversation) {
        GrantId grant = Officers.granted(Officers.newCase(), conversation);
        Set<MessageId> found = new HashSet<>();
        String cursor = null;
        do {
            Page<ArchivedRecord> page =
                    Officers.archive().search(new Search(grant, null, null, null, null, cursor, 1000));
            page.items()
                    .forEach(record ->
                            assertThat(found.add(record.messageId())).as("once").isTrue());
            cursor = page.nextCursor();
        } while (cursor != null);
        return found;
    }
}
