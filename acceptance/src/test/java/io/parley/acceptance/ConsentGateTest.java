package io.parley.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.client.Accepted;
import io.parley.client.Archive.ArchivedRecord;
import io.parley.client.Archive.Coverage;
import io.parley.client.Content;
import io.parley.client.ConversationId;
import io.parley.client.MessageId;
import io.parley.client.Notices;
import io.parley.client.ParleySocket;
import io.parley.client.ProblemException;
import io.parley.client.SocketListener;
import io.parley.client.SocketOptions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// A message is archived only if everyone in the conversation had agreed when it was accepted.
class ConsentGateTest {

    private final Persona alice = Region.alice().agreed();
    private final Persona bob = Region.bob().agreed();

    @Test
    void archivesWhenAllHaveAgreed() {
        Persona guest = Newcomer.guest().agreed();
        ConversationId id = opened(guest, "archived");

        alice.says(id, "hello");
        guest.says(id, "你好");

        Coverage coverage = Officers.coverage(id, 2);
        assertThat(coverage.archived()).isEqualTo(2);
        assertThat(coverage.notArchived()).isEmpty();
        assertThat(coverage.missing()).isZero();
    }

    @Test
    void doesNotArchiveWhenOneNeverAnswered() {
        Persona guest = Newcomer.guest();
        answerAllBut(guest, "archive");
        ConversationId id = opened(guest, "not-archived");

        alice.says(id, "hello");

        Coverage coverage = Officers.coverage(id, 1);
        assertThat(coverage.archived()).isZero();
        assertThat(coverage.notArchived()).extracting(reason -> reason.reason()).containsExactly("answer-missing");
        assertThat(Officers.everything(Officers.granted(Officers.newCase(), id)))
                .isEmpty();
    }

    @Test
    void doesNotArchiveWhenOneRefused() {
        Persona guest = Newcomer.guest();
        answerAllBut(guest, "archive");
        Notices.Notice archive = guest.api().notices().pending().getFirst();
        guest.api().notices().answer(archive, "refused", Instant.now());
        ConversationId id = opened(guest, "not-archived");

        alice.says(id, "hello");

        Coverage coverage = Officers.coverage(id, 1);
        assertThat(coverage.archived()).isZero();
        assertThat(coverage.notArchived()).extracting(reason -> reason.reason()).containsExactly("consent-refused");
    }

    @Test
    void withdrawalWorksFromTheNextMessageAndIsToldToEverybody() {
        Persona guest = Newcomer.guest().agreed();
        ConversationId id = opened(guest, "archived");
        alice.says(id, "before");
        try (RawSocket alices = RawSocket.of(alice, "laptop");
                RawSocket bobs = RawSocket.of(bob, "laptop");
                RawSocket guests = RawSocket.of(guest, "phone")) {
            guest.api().notices().withdraw("archive");
            alice.says(id, "after");

            for (RawSocket socket : List.of(alices, bobs, guests)) {
                JsonNode told = socket.next(
                        "conversation",
                        frame -> frame.path("conversationId").asString("").equals(id.toString())
                                && frame.path("archive")
                                        .path("state")
                                        .asString("")
                                        .equals("not-archived"));
                assertThat(told.path("archive").path("why").asString()).isEqualTo("consent-withdrawn");
            }
        }
        Coverage coverage = Officers.coverage(id, 2);
        assertThat(coverage.archived()).isEqualTo(1);
        assertThat(coverage.notArchived()).extracting(reason -> reason.reason()).containsExactly("consent-withdrawn");
        assertThat(Officers.everything(Officers.granted(Officers.newCase(), id)))
                .extracting(ArchivedRecord::text)
                .containsExactly("before");
    }

    @Test
    void givingConsentAgainArchivesAgainAndNotWhatWasSaidBetween() {
        Persona guest = Newcomer.guest().agreed();
        ConversationId id = opened(guest, "archived");
        alice.says(id, "first");
        guest.api().notices().withdraw("archive");
        alice.says(id, "between");
        guest.agreed();
        Wait.shortly().until(() -> state(id).equals("archived"));
        alice.says(id, "last");

        Coverage coverage = Officers.coverage(id, 3);
        assertThat(coverage.archived()).isEqualTo(2);
        assertThat(Officers.everything(Officers.granted(Officers.newCase(), id)))
                .extracting(ArchivedRecord::text)
                .containsExactly("first", "last");
    }

    @Test
    void oneWhoJoinsWithoutConsentStopsTheArchive() {
        Persona agreed = Newcomer.guest().agreed();
        Persona silent = Newcomer.guest();
        ConversationId id = opened(agreed, "archived");
        alice.says(id, "archived");
        alice.api().conversations().addMembers(id, List.of(silent.id()));
        alice.says(id, "not archived");
        alice.api().conversations().removeMember(id, silent.id());
        alice.says(id, "archived again");

        Officers.coverage(id, 5);
        assertThat(Officers.everything(Officers.granted(Officers.newCase(), id)))
                .extracting(ArchivedRecord::text)
                .containsExactly("archived", "archived again");
    }

    /// The archive decides by when a message was accepted, not by when it gets to read it.
    @Test
    void withdrawalWorksWhileTheArchiveIsDown() {
        Persona guest = Newcomer.guest().agreed();
        ConversationId id = opened(guest, "archived");
        Script.parley("kill", "archive");
        alice.says(id, "before");
        guest.api().notices().withdraw("archive");
        alice.says(id, "after");
        Script.parley("start", "archive");

        Coverage coverage = Officers.coverage(id, 2);
        assertThat(coverage.archived()).isEqualTo(1);
        assertThat(Officers.everything(Officers.granted(Officers.newCase(), id)))
                .extracting(ArchivedRecord::text)
                .containsExactly("before");
    }

    /// Messages stream while consent is withdrawn: the border in the archive lies exactly where the withdrawal lies
    /// between the times of acceptance. What the limit on sending put off has a later number than what followed.
    @Test
    void withdrawalWorksUnderLoad() throws Exception {
        Persona guest = Newcomer.guest().agreed();
        ConversationId id = opened(guest, "archived");
        List<CompletableFuture<Accepted>> answers = new CopyOnWriteArrayList<>();
        var stop = new AtomicBoolean();
        String withdrawnAt;
        Instant withdrawn;
        try (ParleySocket socket = alice.api().connect(SocketOptions.device("load"), new SocketListener() {})) {
            Thread load = Thread.startVirtualThread(() -> {
                for (int i = 0; i < 3000 && !(stop.get() && answers.size() > 200); i++) {
                    answers.add(socket.send(id, MessageId.next(), Content.text("message " + i)));
                }
            });
            Wait.shortly().until(() -> answers.size() > 100);
            guest.api().notices().withdraw("archive");
            withdrawn = Instant.now();
            int sentBefore = answers.size();
            Wait.shortly().until(() -> answers.size() > sentBefore + 100 || !load.isAlive());
            stop.set(true);
            load.join();
            for (CompletableFuture<Accepted> answer : answers) {
                answer.get(30, TimeUnit.SECONDS);
            }
        }
        List<Accepted> accepted = answers.stream().map(CompletableFuture::join).toList();
        long last = accepted.stream().mapToLong(Accepted::seq).max().orElseThrow();
        Coverage coverage = Officers.coverage(id, last);
        withdrawnAt = guest.http()
                .get("/v1/me/answers?limit=1000")
                .json()
                .path("items")
                .valueStream()
                .filter(entry -> entry.path("answer").asString().equals("withdrawn"))
                .map(entry -> entry.path("recordedAt").asString())
                .findFirst()
                .orElseThrow();
        Instant border = Instant.parse(withdrawnAt);
        assertThat(border).isBeforeOrEqualTo(withdrawn);
        long before = accepted.stream()
                .filter(one -> one.acceptedAt().isBefore(border))
                .count();
        long atTheBorder =
                accepted.stream().filter(one -> one.acceptedAt().equals(border)).count();

        assertThat(coverage.archived()).isBetween(before, before + atTheBorder);
        assertThat(coverage.archived() + coverage.notArchivedCount()).isEqualTo(accepted.size());
        assertThat(coverage.notArchivedCount()).isPositive();
        assertThat(coverage.archived()).isPositive();
    }

    private ConversationId opened(Persona guest, String state) {
        ConversationId id = alice.opens("customer", bob, guest).conversationId();
        Wait.shortly().until(() -> state(id).equals(state));
        return id;
    }

    private String state(ConversationId id) {
        return alice.api().conversations().get(id).archiveState();
    }

    private static void answerAllBut(Persona person, String purpose) {
        for (Notices.Notice notice : new ArrayList<>(person.api().notices().pending())) {
            if (!notice.purpose().equals(purpose)) {
                person.api().notices().answer(notice, notice.yes(), Instant.now());
            }
        }
        Wait.shortly().until(() -> {
            try {
                return person.api().notices().pending().size() == 1;
            } catch (ProblemException notYet) {
                return false;
            }
        });
    }
}
