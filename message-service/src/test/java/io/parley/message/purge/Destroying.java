package io.parley.message.purge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import io.parley.contracts.ConversationId;
import io.parley.contracts.FileId;
import io.parley.contracts.Ids;
import io.parley.contracts.MessageId;
import io.parley.contracts.PersonId;
import io.parley.contracts.Topics;
import io.parley.contracts.event.ArchivePurged;
import io.parley.contracts.event.MessagesPurged;
import io.parley.contracts.event.Post;
import io.parley.contracts.event.React;
import io.parley.contracts.event.SeqRange;
import io.parley.message.CallingTheApi;
import io.parley.platform.accounts.AccountsApi;
import io.parley.platform.keys.DataKey;
import io.parley.platform.keys.KeyPurpose;
import io.parley.testing.TestDatabase;
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
import java.util.List;
import java.util.Set;
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
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

/// Conversations of which archive-service lets something go, as these tests tell it to.
abstract class Destroying extends CallingTheApi {

    static final Duration SOON = Duration.ofSeconds(20);
    static final Path STORE = Path.of("target/files/objects");
    static final String NOTHING = "{\"classes\":[]}";
    static final String PURGED = "{\"type\":\"purged\"}";

    @LocalServerPort
    int port;

    @Autowired
    TestDatabase database;

    final UUID certificate = Ids.next();
    /// `<conversation>#<number>` of what archive-service lets go.
    final Set<String> due = ConcurrentHashMap.newKeySet();

    final List<String> asked = new CopyOnWriteArrayList<>();
    JdbcTemplate asService;

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

    String decide(String body) {
        return JSON.readTree(body)
                .get("items")
                .valueStream()
                .peek(item -> asked.add(item.toString()))
                .filter(item -> due.contains(item.get("conversationId").asString() + "#" + item.get("seq")))
                .map(item -> "{\"conversationId\":%s,\"seq\":%s,\"decisionId\":\"%s\",\"archived\":true}"
                        .formatted(item.get("conversationId"), item.get("seq"), certificate))
                .collect(Collectors.joining(",", "{\"due\":[", "]}"));
    }

    void due(String room, long from, long to) {
        LongStream.rangeClosed(from, to).forEach(seq -> due.add(room + "#" + seq));
    }

    void archivePurged(String room, long from, long to) {
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

    static String reach(Instant before, String room, String... kinds) {
        return Stream.of(kinds)
                .map(kind -> "{\"kind\":\"%s\",\"before\":\"%s\"}".formatted(kind, before))
                .collect(Collectors.joining(",", "{\"classes\":[", "],\"conversationIds\":[\"" + room + "\"]}"));
    }

    void awaitPurged(String room, long... seqs) {
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(history(aliceName, room)
                                .valueStream()
                                .filter(item -> item.path("content").toString().equals(PURGED))
                                .map(item -> item.get("seq").asLong()))
                        .containsExactlyElementsOf(LongStream.of(seqs).boxed().toList()));
    }

    JsonNode history(String userName, String room) {
        return get(userName, room(room) + "/messages").body().get("items");
    }

    List<String> contents(String room) {
        return history(aliceName, room)
                .valueStream()
                .map(item -> item.get("content").toString())
                .toList();
    }

    /// The checksum over all conversations is a sum of each one's, so of this one alone it is read from the table.
    long account(String room) {
        Long checksum = asService.queryForObject(
                "SELECT " + AccountsApi.CHECKSUM
                        + " FROM (SELECT seq, accepted_at_ms AS ms FROM message WHERE conversation_id = ?) t",
                Long.class,
                UUID.fromString(room));
        return checksum == null ? 0 : checksum;
    }

    void react(String room, MessageId message, PersonId by, String emoji) {
        submit(command(room, Ids.next(), by)
                .setReact(React.newBuilder().setMessageId(message.bytes()).setEmoji(emoji)));
    }

    MessageId sayFile(String room, FileId file, @Nullable MessageId replyTo) {
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

    Post.Builder post(String room, MessageId id, PersonId author) {
        return post(room, id, author, text("again"));
    }

    Post.Builder post(String room, MessageId id, PersonId author, String content) {
        DataKey key = keys.current(author, KeyPurpose.MESSAGE);
        return Post.newBuilder()
                .setContent(sealed(key, id.value(), room, content))
                .setFingerprint(ByteString.copyFrom(key.fingerprint(content.getBytes(StandardCharsets.UTF_8))))
                .setContentType("text");
    }

    FileId upload() {
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

    static String text(String words) {
        return "{\"type\":\"text\",\"text\":\"" + words + "\"}";
    }

    static Set<Path> objects() throws IOException {
        if (!Files.isDirectory(STORE)) {
            return Set.of();
        }
        try (Stream<Path> tree = Files.walk(STORE)) {
            return tree.filter(Files::isRegularFile).collect(Collectors.toSet());
        }
    }

    static MessagesPurged purged(ConsumerRecord<byte[], byte[]> record) {
        try {
            return MessagesPurged.parseFrom(record.value());
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }
}
