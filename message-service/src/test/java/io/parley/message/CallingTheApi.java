package io.parley.message;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.parley.contracts.ConversationId;
import io.parley.contracts.Ids;
import io.parley.contracts.MessageId;
import io.parley.contracts.PersonId;
import io.parley.contracts.Topics;
import io.parley.contracts.event.ArchiveState;
import io.parley.contracts.event.ConversationArchiveState;
import io.parley.contracts.event.Edit;
import io.parley.contracts.event.MessageSubmitted;
import io.parley.contracts.event.Post;
import io.parley.contracts.event.Recall;
import io.parley.contracts.event.Sealed;
import io.parley.platform.kafka.TopicTails;
import io.parley.platform.keys.ContentAad;
import io.parley.platform.keys.DataKey;
import io.parley.platform.keys.DataKeys;
import io.parley.platform.keys.KeyPurpose;
import io.parley.platform.submission.Outcome;
import io.parley.platform.submission.Submissions;
import io.parley.testing.TestIssuer;
import io.parley.testing.TestPeople;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Alice, Bob and Carol at this service, over HTTP as clients and over Kafka as their gateway.
public abstract class CallingTheApi extends RunningMessageService {

    protected static final JsonMapper JSON = JsonMapper.shared();

    @LocalServerPort
    private int port;

    @Autowired
    private Submissions submissions;

    @Autowired
    protected DataKeys keys;

    @Autowired
    protected TopicTails tails;

    private final HttpClient http = HttpClient.newHttpClient();
    protected final String aliceName = anyName("api-alice");
    protected final String bobName = anyName("api-bob");
    protected final String carolName = anyName("api-carol");
    protected PersonId alice = PersonId.next();
    protected PersonId bob = PersonId.next();
    protected PersonId carol = PersonId.next();

    protected record Answer(int status, JsonNode body, HttpResponse<byte[]> http) {}

    @BeforeEach
    void people() {
        alice = person(aliceName);
        bob = person(bobName);
        carol = person(carolName);
    }

    /// By Alice.
    protected String open(PersonId... others) {
        return post(aliceName, "/v1/conversations", opening(Ids.next(), "group", null, others))
                .body()
                .get("conversationId")
                .asString();
    }

    protected static String opening(UUID id, String kind, @Nullable String title, PersonId... others) {
        var body = JSON.createObjectNode().put("conversationId", id.toString()).put("kind", kind);
        if (title != null) {
            body.put("title", title);
        }
        var members = body.putArray("memberIds");
        for (PersonId other : others) {
            members.add(other.toString());
        }
        return body.toString();
    }

    protected MessageId say(String room, PersonId author, String content) {
        MessageId id = MessageId.next();
        DataKey key = keys.current(author, KeyPurpose.MESSAGE);
        submit(command(room, id.value(), author)
                .setPost(Post.newBuilder()
                        .setContent(sealed(key, id.value(), room, content))
                        .setFingerprint(ByteString.copyFrom(key.fingerprint(content.getBytes(StandardCharsets.UTF_8))))
                        .setContentType("text")));
        return id;
    }

    protected void edit(String room, MessageId message, PersonId author, String content) {
        UUID command = Ids.next();
        DataKey key = keys.current(author, KeyPurpose.MESSAGE);
        submit(command(room, command, author)
                .setEdit(Edit.newBuilder()
                        .setMessageId(message.bytes())
                        .setContent(sealed(key, command, room, content))
                        .setContentType("text")));
    }

    protected void recall(String room, MessageId message, PersonId author) {
        submit(command(room, Ids.next(), author).setRecall(Recall.newBuilder().setMessageId(message.bytes())));
    }

    protected static Sealed sealed(DataKey key, UUID version, String room, String content) {
        byte[] bound = ContentAad.of(version, ConversationId.parse(room), "eu");
        return Sealed.newBuilder()
                .setKeyId(key.id().bytes())
                .setCiphertext(ByteString.copyFrom(key.seal(content.getBytes(StandardCharsets.UTF_8), bound)))
                .build();
    }

    protected static MessageSubmitted.Builder command(String room, UUID command, PersonId sender) {
        return MessageSubmitted.newBuilder()
                .setConversationId(ConversationId.parse(room).bytes())
                .setCommandId(Ids.bytes(command))
                .setSenderId(sender.bytes());
    }

    protected void submit(MessageSubmitted.Builder command) {
        assertThat(outcome(command)).isInstanceOf(Outcome.Accepted.class);
    }

    protected Outcome outcome(MessageSubmitted.Builder command) {
        return submissions
                .submit(command.build())
                .orTimeout(15, TimeUnit.SECONDS)
                .join();
    }

    protected void archiveState(String room, long version, ArchiveState state, String why) {
        TestPeople.send(
                Topics.CONVERSATION_ARCHIVE_STATE,
                ConversationId.parse(room).bytes().toByteArray(),
                ConversationArchiveState.newBuilder()
                        .setConversationId(ConversationId.parse(room).bytes())
                        .setState(state)
                        .setWhy(why)
                        .setVersion(version)
                        .build()
                        .toByteArray());
    }

    protected static String room(String id) {
        return "/v1/conversations/" + id;
    }

    protected static String code(Answer answer) {
        return answer.body().get("code").asString();
    }

    protected static List<String> ids(Answer answer) {
        return answer.body().get("items").values().stream()
                .map(item -> item.get("conversationId").asString())
                .toList();
    }

    protected static List<Long> seqs(Answer answer) {
        return answer.body().get("items").values().stream()
                .map(item -> item.get("seq").asLong())
                .toList();
    }

    protected static List<PersonId> members(JsonNode conversation) {
        return conversation.get("members").values().stream()
                .map(member -> PersonId.parse(member.get("personId").asString()))
                .toList();
    }

    protected Answer get(String userName, String path) {
        return send(token(userName), "GET", path, null);
    }

    protected Answer post(String userName, String path, String body) {
        return send(token(userName), "POST", path, body);
    }

    protected Answer put(String userName, String path, String body) {
        return send(token(userName), "PUT", path, body);
    }

    protected Answer patch(String userName, String path, String body) {
        return send(token(userName), "PATCH", path, body);
    }

    protected Answer delete(String userName, String path) {
        return send(token(userName), "DELETE", path, null);
    }

    protected static String token(String userName) {
        return TestIssuer.shared().person(userName, "member");
    }

    protected Answer send(String token, String method, String path, @Nullable String body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            HttpResponse<byte[]> response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
            return answer(response);
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    protected static Answer answer(HttpResponse<byte[]> response) {
        boolean json = response.headers().firstValue("Content-Type").orElse("").contains("json");
        return new Answer(response.statusCode(), json ? JSON.readTree(response.body()) : JSON.nullNode(), response);
    }
}
