package io.parley.message.purge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import io.parley.contracts.ConversationId;
import io.parley.contracts.FileId;
import io.parley.contracts.Ids;
import io.parley.contracts.MessageId;
import io.parley.contracts.PersonId;
import io.parley.contracts.Topics;
import io.parley.contracts.event.ArchivePurged;
import io.parley.contracts.event.AuditRecorded;
import io.parley.contracts.event.MessagesPurged;
import io.parley.contracts.event.Post;
import io.parley.contracts.event.React;
import io.parley.contracts.event.SeqRange;
import io.parley.message.CallingTheApi;
import io.parley.platform.accounts.AccountsApi;
import io.parley.platform.keys.DataKey;
import io.parley.platform.keys.KeyPurpose;
import io.parley.platform.submission.Outcome;
import io.parley.testing.TestDatabase;
import io.parley.testing.TestIssuer;
import io.parley.testing.TestPeople;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.SqlArrayValue;
import tools.jackson.databind.JsonNode;

/// What retention destroys is gone here, for good and everywhere, and nothing else is.
class PurgeIT extends CallingTheApi {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Path STORE = Path.of("target/files/objects");
    private static final String NOTHING = "{\"classes\":[]}";
    private static final String PURGED = "{\"type\":\"purged\"}";

    @LocalServerPort
    private int port;

    @Autowired
    private TestDatabase database;

    private final UUID certificate = Ids.next();
    /// `<conversation>#<number>` of what archive-service lets go.
    private final Set<String> due = ConcurrentHashMap.newKeySet();

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private JdbcTemplate asService;

    @BeforeEach
    void archive() {
        asService = new JdbcTemplate(database.asService());
        decisions = this::decide;
    }

    @AfterEach
    void nothing() {
        reach = NOTHING;
        decisions = body -> "{\"due\":[]}";
    }

    private String decide(String body) {
        return JSON.readTree(body)
                .get("items")
                .valueStream()
                .peek(item -> asked.add(item.toString()))
                .filter(item -> due.contains(item.get("conversationId").asString() + "#" + item.get("seq")))
                .map(item -> "{\"conversationId\":%s,\"seq\":%s,\"decisionId\":\"%s\",\"archived\":true}"
                        .formatted(item.get("conversationId"), item.get("seq"), certificate))
                .collect(Collectors.joining(",", "{\"due\":[", "]}"));
    }

    @Test
    void whatTheArchiveDestroyedGoesHereWithEverythingAboutIt() throws IOException {
        String room = open(bob);
        MessageId first = say(room, alice, text("stays"));
        Set<Path> before = objects();
        FileId file = upload();
        MessageId doomed = sayFile(room, file, first);
        assertThat(objects()).hasSizeGreaterThan(before.size());
        react(room, doomed, bob, "👍");
        edit(room, first, alice, text("edited"));
        long accounted = account(room);
        due(room, 2, 3);
        List<MessagesPurged> told = new CopyOnWriteArrayList<>();
        List<AuditRecorded> audit = new CopyOnWriteArrayList<>();
        var tail = tails.fromStart(Topics.MESSAGE_PURGED, records -> records.forEach(one -> told.add(purged(one))));
        var log = tails.fromStart(Topics.AUDIT_RECORDED, records -> records.forEach(one -> audit.add(audit(one))));
        tail.start();
        log.start();

        archivePurged(room, 2, 3);
        awaitPurged(room, 2, 3);

        JsonNode history = history(aliceName, room);
        assertThat(history.valueStream().map(item -> item.get("seq").asLong())).containsExactly(1L, 2L, 3L, 4L);
        JsonNode gone = history.get(1);
        assertThat(gone.get("messageId").asString()).isEqualTo(doomed.toString());
        assertThat(gone.propertyNames()).containsExactlyInAnyOrder("seq", "messageId", "content", "acceptedAt");
        assertThat(history.get(0).get("content").toString()).isEqualTo(text("stays"));
        assertThat(count("reaction", room)).isZero();
        assertThat(count("mention", room)).isZero();
        assertThat(count("file_link", room)).isZero();
        assertThat(get(aliceName, "/v1/files/" + file).status()).isEqualTo(404);
        assertThat(get(aliceName, "/v1/me/files").body().get("files").asLong()).isZero();
        await().atMost(SOON).untilAsserted(() -> assertThat(objects()).isEqualTo(before));
        assertThat(account(room)).as("what reconciliation compares").isEqualTo(accounted);
        JsonNode list = get(bobName, room(room)).body();
        assertThat(list.get("lastMessage").get("content").toString()).isEqualTo(text("edited"));
        assertThat(list.get("lastSeq").asLong()).isEqualTo(4);
        assertThat(list.get("unread").asInt()).isEqualTo(1);
        assertThat(list.get("unreadMentions").asInt()).isZero();
        assertThat(standing(bob).get("purges").asLong()).isEqualTo(1);
        assertThat(get(bobName, room(room) + "/purges").body().toString())
                .isEqualTo("{\"items\":[{\"number\":1,\"firstSeq\":2,\"lastSeq\":3}],\"nextCursor\":null}");
        assertThat(get(carolName, room(room) + "/purges").status()).isEqualTo(404);
        assertThat(applied().get("messages").asLong()).isEqualTo(2);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(told)
                        .filteredOn(one -> one.getConversationId()
                                .equals(ConversationId.parse(room).bytes()))
                        .extracting(one -> one.getAfter() + " " + one.getRuns(0).getFirstSeq() + ".."
                                + one.getRuns(0).getLastSeq())
                        .containsExactly("0 2..3"));
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(audit)
                        .filteredOn(one -> one.getObjectId().equals(certificate.toString())
                                || one.getObjectId().equals(file.toString())
                                        && one.getAction().equals("file.removed"))
                        .extracting(AuditRecorded::getAction)
                        .containsExactlyInAnyOrder("message.purged", "file.removed"));
        tail.stop();
        log.stop();

        archivePurged(room, 1, 3);
        archivePurged(room, 2, 3);
        awaitAsked(room, 1);
        assertThat(standing(bob).get("purges").asLong()).as("told again").isEqualTo(1);
    }

    @Test
    void aFileStaysAsLongAsAnyMessageNamesIt() throws IOException {
        String room = open(bob);
        String other = open(bob);
        FileId file = upload();
        sayFile(room, file, null);
        sayFile(other, file, null);
        Set<Path> stored = objects();
        due(room, 1, 1);
        archivePurged(room, 1, 1);
        awaitPurged(room, 1);
        assertThat(get(bobName, "/v1/files/" + file).status()).isEqualTo(200);
        assertThat(objects()).isEqualTo(stored);

        due(other, 1, 1);
        archivePurged(other, 1, 1);
        awaitPurged(other, 1);
        assertThat(get(aliceName, "/v1/files/" + file).status()).isEqualTo(404);
        await().atMost(SOON).untilAsserted(() -> assertThat(objects()).hasSize(stored.size() - 1));
    }

    @Test
    void whatArchiveServiceDoesNotNameStays() {
        String room = open(bob);
        for (int i = 0; i < 5; i++) {
            say(room, alice, text("held"));
        }
        due(room, 2, 2);
        archivePurged(room, 1, 5);
        awaitPurged(room, 2);
        awaitAsked(room, 5);
        assertThat(contents(room)).containsExactly(text("held"), PURGED, text("held"), text("held"), text("held"));
    }

    @Test
    void whileArchiveServiceDoesNotAnswerNothingIsDestroyedAndNothingForgotten() {
        String room = open(bob);
        say(room, alice, text("waits"));
        due(room, 1, 1);
        decisions = body -> {
            asked.add(body);
            return "no answer";
        };
        archivePurged(room, 1, 1);
        await().atMost(SOON).until(() -> asked.size() > 1);
        assertThat(contents(room)).containsExactly(text("waits"));

        decisions = this::decide;
        awaitPurged(room, 1);
    }

    @Test
    void theSweepReachesIdleConversationsThatWereNeverArchived() {
        String room = open(bob);
        MessageId message = say(room, alice, text("one"));
        react(room, message, bob, "👍");
        say(room, alice, text("two"));
        MessageId taken = say(room, alice, text("three"));
        recall(room, taken, alice);
        say(room, alice, text("four"));
        assertThat(delete(bobName, room(room) + "/members/" + bob).status()).isEqualTo(204);
        due(room, 1, 7);

        reach = reach(Instant.now().plusSeconds(5), room, "text");
        awaitPurged(room, 1, 2, 3, 4, 6);
        assertThat(history(aliceName, room).get(4).get("recalled").asBoolean())
                .as("marks of recalls are metadata")
                .isTrue();
        reach = reach(Instant.now().plusSeconds(5), room, "text", "metadata");
        awaitPurged(room, 1, 2, 3, 4, 5, 6);
        assertThat(history(aliceName, room).get(6).get("system").asBoolean()).isTrue();
        assertThat(get(aliceName, room(room)).body().has("lastMessage")).isFalse();
        assertThat(asService.queryForObject(
                        "SELECT purged_to FROM conversation_purge WHERE conversation_id = ?",
                        Long.class,
                        UUID.fromString(room)))
                .isEqualTo(7);
    }

    @Test
    void titlesOfThePastGoTheNewestStaysAndReactionsAreOfTheirMessagesClass() throws IOException {
        String room = open(bob);
        MessageId picture = sayFile(room, upload(), null);
        react(room, picture, bob, "👍");
        for (String title : List.of("secret plan", "harmless")) {
            assertThat(patch(aliceName, room(room), "{\"title\":\"" + title + "\"}")
                            .status())
                    .isEqualTo(200);
        }
        assertThat(patch(aliceName, room(room), "{\"history\":\"from-joining\"}")
                        .status())
                .isEqualTo(200);
        due(room, 1, 5);
        reach = reach(Instant.now().plusSeconds(5), room, "text");
        awaitPurged(room, 3, 4);
        assertThat(history(aliceName, room).toString()).doesNotContain("secret plan");
        assertThat(get(aliceName, room(room)).body().get("title").asString()).isEqualTo("harmless");
        reach = reach(Instant.now().plusSeconds(5), room, "text", "file");
        awaitPurged(room, 1, 2, 3, 4);
        assertThat(history(aliceName, room).get(4).get("system").asBoolean()).isTrue();
        assertThat(asked.stream()
                        .map(JSON::readTree)
                        .filter(item -> item.get("seq").asLong() == 2))
                .isNotEmpty()
                .allMatch(item -> item.get("kind").asString().equals("file"));
    }

    @Test
    void theSweepAsksOnlyAboutWhatMayBeDue() throws InterruptedException {
        String room = open(bob);
        say(room, alice, text("young"));
        say(open(bob), alice, text("elsewhere"));
        asked.clear();
        reach = reach(Instant.now().minusSeconds(3600), room, "text");
        Thread.sleep(600);
        reach = reach(Instant.now().plusSeconds(5), room, "file");
        Thread.sleep(600);
        assertThat(asked).isEmpty();
        reach = reach(Instant.now().plusSeconds(5), room, "text");
        await().atMost(SOON).until(() -> !asked.isEmpty());
        assertThat(asked)
                .allMatch(item -> item.contains(room))
                .first()
                .asString()
                .contains("\"text\"", alice.toString());
    }

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

    private void due(String room, long from, long to) {
        LongStream.rangeClosed(from, to).forEach(seq -> due.add(room + "#" + seq));
    }

    private void archivePurged(String room, long from, long to) {
        ByteString id = ConversationId.parse(room).bytes();
        TestPeople.send(
                Topics.ARCHIVE_PURGED,
                id.toByteArray(),
                ArchivePurged.newBuilder()
                        .setConversationId(id)
                        .addRanges(SeqRange.newBuilder().setFirst(from).setLast(to))
                        .setPolicyId(Ids.bytes(Ids.next()))
                        .setCertificateId(Ids.bytes(certificate))
                        .build()
                        .toByteArray());
    }

    private static String reach(Instant before, String room, String... kinds) {
        return Stream.of(kinds)
                .map(kind -> "{\"kind\":\"%s\",\"before\":\"%s\"}".formatted(kind, before))
                .collect(Collectors.joining(",", "{\"classes\":[", "],\"conversationIds\":[\"" + room + "\"]}"));
    }

    private void awaitPurged(String room, long... seqs) {
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(history(aliceName, room)
                                .valueStream()
                                .filter(item -> item.path("content").toString().equals(PURGED))
                                .map(item -> item.get("seq").asLong()))
                        .containsExactlyElementsOf(LongStream.of(seqs).boxed().toList()));
    }

    private void awaitAsked(String room, long seq) {
        await().atMost(SOON)
                .until(() -> asked.stream()
                        .map(JSON::readTree)
                        .anyMatch(item -> item.get("conversationId").asString().equals(room)
                                && item.get("seq").asLong() == seq));
    }

    private JsonNode history(String userName, String room) {
        return get(userName, room(room) + "/messages").body().get("items");
    }

    private List<String> contents(String room) {
        return history(aliceName, room)
                .valueStream()
                .map(item -> item.get("content").toString())
                .toList();
    }

    private JsonNode standing(PersonId person) {
        return send(
                        TestIssuer.shared().service("gateway-service", "internal"),
                        "POST",
                        "/internal/standings",
                        "{\"personIds\":[\"" + person + "\"]}")
                .body()
                .at("/0/conversations/0");
    }

    private JsonNode applied() {
        return send(
                        TestIssuer.shared().service("archive-service", "internal"),
                        "GET",
                        "/internal/purges/" + certificate,
                        null)
                .body();
    }

    /// The checksum over all conversations is a sum of each one's, so of this one alone it is read from the table.
    private long account(String room) {
        Long checksum = asService.queryForObject(
                "SELECT " + AccountsApi.CHECKSUM
                        + " FROM (SELECT seq, accepted_at_ms AS ms FROM message WHERE conversation_id = ?) t",
                Long.class,
                UUID.fromString(room));
        return checksum == null ? 0 : checksum;
    }

    private long count(String table, String room) {
        Long rows = asService.queryForObject(
                "SELECT count(*) FROM " + table + " WHERE conversation_id = ?", Long.class, UUID.fromString(room));
        return rows == null ? -1 : rows;
    }

    private void react(String room, MessageId message, PersonId by, String emoji) {
        submit(command(room, Ids.next(), by)
                .setReact(React.newBuilder().setMessageId(message.bytes()).setEmoji(emoji)));
    }

    private MessageId sayFile(String room, FileId file, @Nullable MessageId replyTo) {
        MessageId id = MessageId.next();
        Post.Builder post = post(room, id, alice, "{\"type\":\"file\",\"fileId\":\"" + file + "\"}")
                .setContentType("file")
                .addMentions(bob.bytes())
                .addFileIds(file.bytes());
        if (replyTo != null) {
            post.setReplyTo(replyTo.bytes());
        }
        submit(command(room, id.value(), alice).setPost(post));
        return id;
    }

    private Post.Builder post(String room, MessageId id, PersonId author) {
        return post(room, id, author, text("again"));
    }

    private Post.Builder post(String room, MessageId id, PersonId author, String content) {
        DataKey key = keys.current(author, KeyPurpose.MESSAGE);
        return Post.newBuilder()
                .setContent(sealed(key, id.value(), room, content))
                .setFingerprint(ByteString.copyFrom(key.fingerprint(content.getBytes(StandardCharsets.UTF_8))))
                .setContentType("text");
    }

    private String refusal(Post.Builder post, String room, PersonId author) {
        return refusal(post, room, author, MessageId.next());
    }

    private String refusal(Post.Builder post, String room, PersonId author, MessageId id) {
        var outcome = outcome(command(room, id.value(), author).setPost(post));
        assertThat(outcome).isInstanceOf(Outcome.Refused.class);
        return ((Outcome.Refused) outcome).refusal().getCode();
    }

    private FileId upload() {
        byte[] body = ("--XX\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n"
                        + "Content-Type: text/plain\r\n\r\nwords in a file " + UUID.randomUUID() + "\r\n--XX--\r\n")
                .getBytes(StandardCharsets.UTF_8);
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/v1/files"))
                .header("Authorization", "Bearer " + token(aliceName))
                .header("Content-Type", "multipart/form-data; boundary=XX")
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            Answer stored = answer(http.send(request, HttpResponse.BodyHandlers.ofByteArray()));
            assertThat(stored.status()).isEqualTo(201);
            return FileId.parse(stored.body().get("fileId").asString());
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private static String text(String words) {
        return "{\"type\":\"text\",\"text\":\"" + words + "\"}";
    }

    private static Set<Path> objects() throws IOException {
        if (!Files.isDirectory(STORE)) {
            return Set.of();
        }
        try (Stream<Path> tree = Files.walk(STORE)) {
            return tree.filter(Files::isRegularFile).collect(Collectors.toSet());
        }
    }

    private static MessagesPurged purged(ConsumerRecord<byte[], byte[]> record) {
        try {
            return MessagesPurged.parseFrom(record.value());
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    private static AuditRecorded audit(ConsumerRecord<byte[], byte[]> record) {
        try {
            return AuditRecorded.parseFrom(record.value());
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }
}
