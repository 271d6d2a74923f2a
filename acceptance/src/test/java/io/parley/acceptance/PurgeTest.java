package io.parley.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.client.AuditLog.Event;
import io.parley.client.AuditLog.Filter;
import io.parley.client.Content;
import io.parley.client.ConversationId;
import io.parley.client.FileId;
import io.parley.client.Message;
import io.parley.client.MessageId;
import io.parley.client.ParleySocket;
import io.parley.client.ProblemException;
import io.parley.client.SocketListener;
import io.parley.client.SocketOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// What retention destroys is gone everywhere: in the archive, in conversations, from the file store and from devices,
/// whoever was connected. Each policy is about the test's own conversation.
class PurgeTest {

    private static final Duration SWEEPS = Duration.ofSeconds(60);
    private static final Path OBJECTS = Region.HOME.resolve("data/files/objects");

    private final Persona alice = Region.alice().agreed();
    private final Persona bob = Region.bob().agreed();
    private final Raw erin = Region.erinTheOfficer().http();
    private final Raw grace = Region.graceTheAuditor().http();

    /// The numbers that a device was told to drop.
    private static final class Device implements SocketListener {

        private final Set<Long> dropped = new ConcurrentSkipListSet<>();

        @Override
        public void onPurged(ConversationId conversation, long firstSeq, long lastSeq) {
            LongStream.rangeClosed(firstSeq, lastSeq).forEach(dropped::add);
        }
    }

    @Test
    void itIsGoneFromTheArchiveTheConversationTheFileStoreAndEveryDevice() throws Exception {
        ConversationId talk = archived();
        Set<Path> before = objects();
        FileId file = alice.api()
                .files()
                .upload(
                        "plan.txt",
                        new ByteArrayInputStream(("canary " + UUID.randomUUID()).getBytes(StandardCharsets.UTF_8)),
                        "text/plain");
        alice.says(talk, "first");
        MessageId sent = MessageId.next();
        alice.api().messages().send(talk, sent, Content.file("file", file));
        bob.api().messages().react(talk, sent, "👍");
        Set<Path> stored = objects();
        stored.removeAll(before);
        assertThat(stored).isNotEmpty();
        Officers.coverage(talk, 3);
        var desk = new Device();
        var phone = new Device();
        ParleySocket away = bob.api().connect(SocketOptions.device("phone"), phone);
        away.ready().get(10, TimeUnit.SECONDS);
        SocketOptions later =
                SocketOptions.device("phone").withCursors(away.cursors()).withPurges(away.purges());
        away.close();

        try (ParleySocket here = bob.api().connect(SocketOptions.device("desk"), desk);
                Policies policies = new Policies(talk)) {
            here.ready().get(10, TimeUnit.SECONDS);
            policies.deleteAfter("PT3S", "text").deleteAfter("PT3S", "file");
            awaitPurged(talk, 3);
            Wait.shortly().untilAsserted(() -> assertThat(desk.dropped).containsExactly(1L, 2L, 3L));
            assertThat(here.purges().get(talk)).isPositive();
        }

        assertThat(alice.api().messages().all(talk)).extracting(Message::seq).containsExactly(1L, 2L, 3L);
        assertThat(alice.api().conversations().get(talk).lastMessage()).isNull();
        assertThat(bob.api().conversations().get(talk).unread()).isZero();
        for (Persona person : List.of(alice, bob)) {
            assertThatThrownBy(() -> person.api().files().open(file, 0))
                    .isInstanceOfSatisfying(
                            ProblemException.class,
                            gone -> assertThat(gone.status()).isEqualTo(404));
        }
        Wait.shortly().untilAsserted(() -> assertThat(objects()).doesNotContainAnyElementsOf(stored));
        assertThat(phone.dropped).isEmpty();
        try (ParleySocket back = bob.api().connect(later, phone)) {
            back.ready().get(10, TimeUnit.SECONDS);
            Wait.shortly().untilAsserted(() -> assertThat(phone.dropped).containsExactly(1L, 2L, 3L));
        }
        assertThat(coverage(talk).path("missing").asLong()).isZero();
        reconciled();
        Wait.shortly().untilAsserted(() -> assertThat(carriedOut(talk)).isTrue());
    }

    /// In the audit log with its certificate, which says that conversations lost as much as the archive.
    private boolean carriedOut(ConversationId talk) {
        List<Event> purged = Region.graceTheAuditor().api().audit().all(Filter.action("message.purged"));
        assertThat(purged.toString()).doesNotContain("first", talk.toString());
        return purged.stream()
                .flatMap(event -> Stream.ofNullable(event.object()))
                .map(object -> grace.get("/v1/archive/retention-certificates/" + object.id() + "/applied"))
                .anyMatch(answer -> answer.json().path("messages").asLong() >= 2);
    }

    @Test
    void whatWasNeverArchivedGoesByTheSamePolicy() {
        Persona guest = Newcomer.guest().agreed();
        guest.api().notices().withdraw("archive");
        ConversationId talk = alice.opens("customer", guest).conversationId();
        Wait.shortly()
                .until(() ->
                        alice.api().conversations().get(talk).archiveState().equals("not-archived"));
        alice.says(talk, "not for the archive");
        guest.says(talk, "nor this");
        Officers.coverage(talk, 2);
        try (Policies policies = new Policies(talk)) {
            policies.deleteAfter("PT3S", "text");
            awaitPurged(talk, 2);
        }
        assertThat(coverage(talk).path("archived").asLong()).isZero();
        assertThat(coverage(talk).path("missing").asLong()).isZero();
        reconciled();
        List<Event> allowed = Region.graceTheAuditor().api().audit().all(Filter.action("retention.ordered"));
        assertThat(allowed).isNotEmpty();
    }

    @Test
    void aHoldKeepsTheConversationAndItsArchiveAlike() {
        ConversationId talk = archived();
        alice.says(talk, "evidence");
        Officers.coverage(talk, 1);
        String hold = erin.post("/v1/archive/holds", """
                        {"name":"A test","caseRef":"CASE-P","visibility":"visible","ground":"A court asked for it.",
                         "scope":{"conversationIds":["%s"]}}""".formatted(talk))
                .hasStatus(201)
                .json()
                .path("holdId")
                .asString();
        try (Policies policies = new Policies(talk)) {
            policies.deleteAfter("PT1S", "text");
            erin.post("/v1/archive/holds/" + hold + "/release", "{}").hasStatus(200);
            Script.parley("kill", "archive");
            Script.parley("start", "archive");
            Wait.atMost(SWEEPS)
                    .until(() -> erin.get("/v1/archive/holds/" + hold)
                            .hasStatus(200)
                            .json()
                            .path("state")
                            .asString()
                            .equals("release-requested"));
            assertThat(alice.api().messages().all(talk))
                    .extracting(Message::text)
                    .containsExactly("evidence");
            Region.frankTheApprover()
                    .http()
                    .post("/v1/archive/holds/" + hold + "/release", "{}")
                    .hasStatus(200);
            for (Persona person : List.of(Region.erinTheOfficer(), Region.frankTheApprover())) {
                person.http()
                        .post("/v1/archive/holds/" + hold + "/disposition", "{}")
                        .hasStatus(200);
            }
            awaitPurged(talk, 1);
        }
    }

    /// Whatever is killed while much is destroyed: in the end all of it is gone, once, and nothing is missing.
    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"message", "archive"})
    void nothingIsHalfDestroyedWhenAPartIsKilled(String part) {
        int said = 400;
        ConversationId talk = archived();
        for (int i = 0; i < said; i++) {
            alice.says(talk, "one of many");
        }
        Officers.coverage(talk, said);
        try (Policies policies = new Policies(talk)) {
            policies.deleteAfter("PT1S", "text");
            if (part.equals("message")) {
                Wait.atMost(SWEEPS).until(() -> !coverage(talk).path("purged").isEmpty());
            }
            Script.parley("kill", part);
            Script.parley("start", part);
            awaitPurged(talk, said);
        }
        assertThat(coverage(talk).path("missing").asLong()).isZero();
        List<Long> purged = bob.api().messages().purges(talk, 0, 1000).items().stream()
                .flatMap(run ->
                        LongStream.rangeClosed(run.firstSeq(), run.lastSeq()).boxed())
                .sorted()
                .toList();
        assertThat(purged)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, said).boxed().toList());
        reconciled();
    }

    private ConversationId archived() {
        ConversationId talk = alice.opens("group", bob).conversationId();
        Wait.shortly()
                .until(() ->
                        alice.api().conversations().get(talk).archiveState().equals("archived"));
        return talk;
    }

    private void awaitPurged(ConversationId talk, long count) {
        Wait.atMost(SWEEPS)
                .untilAsserted(() -> assertThat(
                                alice.api().messages().all(talk).stream().filter(Message::isPurged))
                        .hasSize((int) count));
    }

    private JsonNode coverage(ConversationId talk) {
        return erin.get("/v1/archive/conversations/" + talk + "/coverage")
                .hasStatus(200)
                .json();
    }

    private void reconciled() {
        String id = grace.post("/v1/archive/reconciliations", "")
                .json()
                .path("reconciliationId")
                .asString();
        Wait.atMost(SWEEPS)
                .untilAsserted(() -> assertThat(grace.get("/v1/archive/reconciliations/" + id)
                                .hasStatus(200)
                                .json()
                                .path("state")
                                .asString())
                        .isEqualTo("matched"));
    }

    private static Set<Path> objects() throws IOException {
        if (!Files.isDirectory(OBJECTS)) {
            return new HashSet<>();
        }
        try (Stream<Path> tree = Files.walk(OBJECTS)) {
            return tree.filter(Files::isRegularFile).collect(Collectors.toCollection(HashSet::new));
        }
    }
}
