package io.parley.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import io.parley.contracts.ConversationId;
import io.parley.contracts.Ids;
import io.parley.contracts.KeyId;
import io.parley.contracts.MessageId;
import io.parley.contracts.PersonId;
import io.parley.contracts.Topics;
import io.parley.contracts.event.ArchiveState;
import io.parley.contracts.event.AuditRecorded;
import io.parley.contracts.event.ConversationArchiveState;
import io.parley.contracts.event.Edit;
import io.parley.contracts.event.KeyDestroyed;
import io.parley.contracts.event.MessageAccepted;
import io.parley.contracts.event.MessageRun;
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
import io.parley.testing.TestKeys;
import io.parley.testing.TestPeople;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What clients and gateways see, over HTTP and Kafka.
class MessageApiIT extends RunningMessageService {

    private static final JsonMapper JSON = JsonMapper.shared();

    @LocalServerPort
    private int port;

    @Autowired
    private Submissions submissions;

    @Autowired
    private DataKeys keys;

    @Autowired
    private TopicTails tails;

    private final HttpClient http = HttpClient.newHttpClient();
    private final String aliceName = anyName("api-alice");
    private final String bobName = anyName("api-bob");
    private final String carolName = anyName("api-carol");
    private PersonId alice = PersonId.next();
    private PersonId bob = PersonId.next();
    private PersonId carol = PersonId.next();

    private record Answer(int status, JsonNode body, HttpResponse<byte[]> http) {}

    @BeforeEach
    void people() {
        alice = person(aliceName);
        bob = person(bobName);
        carol = person(carolName);
    }

    @Test
    void opensAConversation() {
        UUID id = Ids.next();
        Answer opened = post(aliceName, "/v1/conversations", opening(id, "group", "Plans", bob));
        assertThat(opened.status()).isEqualTo(201);
        assertThat(opened.http().headers().firstValue("Location")).contains("/v1/conversations/" + id);
        assertThat(opened.body().get("conversationId").asString()).isEqualTo(id.toString());
        assertThat(opened.body().get("kind").asString()).isEqualTo("group");
        assertThat(opened.body().get("title").asString()).isEqualTo("Plans");
        assertThat(opened.body().get("region").asString()).isEqualTo("eu");
        assertThat(opened.body().get("lastSeq").asLong()).isZero();
        assertThat(opened.body().get("archive").get("state").asString()).isEqualTo("pending");
        assertThat(members(opened.body())).containsExactlyInAnyOrder(alice, bob);
        assertThat(get(bobName, "/v1/conversations/" + id).body()).isEqualTo(opened.body());
        assertThat(get(carolName, "/v1/conversations/" + id).status()).isEqualTo(404);
    }

    @Test
    void openingAgainAnswersTheSameAndAnotherBodyIsRefused() {
        UUID id = Ids.next();
        Answer first = post(aliceName, "/v1/conversations", opening(id, "group", "Plans", bob));
        Answer again = post(aliceName, "/v1/conversations", opening(id, "group", "Plans", bob));
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.body()).isEqualTo(first.body());
        Answer other = post(aliceName, "/v1/conversations", opening(id, "group", "Other", bob));
        assertThat(other.status()).isEqualTo(409);
        assertThat(code(other)).isEqualTo("idempotency-mismatch");
    }

    @Test
    void aSecondDirectConversationIsTheFirst() {
        Answer first = post(aliceName, "/v1/conversations", opening(Ids.next(), "direct", null, bob));
        Answer second = post(bobName, "/v1/conversations", opening(Ids.next(), "direct", null, alice));
        assertThat(first.status()).isEqualTo(201);
        assertThat(second.status()).isEqualTo(200);
        assertThat(second.body().get("conversationId")).isEqualTo(first.body().get("conversationId"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"kind\":\"group\",\"memberIds\":[\"nobody\"]}",
                "{\"kind\":\"group\",\"memberIds\":[null]}",
                "{\"kind\":\"group\"}",
                "{\"kind\":\"crowd\",\"memberIds\":[]}",
                "{\"memberIds\":[]}",
                "{\"kind\":\"direct\",\"memberIds\":[]}",
                "{\"kind\":\"group\",\"title\":\"a\\u0000b\",\"memberIds\":[]}",
                "{\"kind\":\"group\",\"memberIds\":[\"0199aaaa-0000-7000-8000-000000000000\"]}",
                "{\"kind\":\"group\",\"memberIds\":7}",
                "{\"conversationId\":\"x\",\"kind\":\"group\",\"memberIds\":[]}",
                "{\"kind\":",
                "[]"
            })
    void saysWhatIsWrongWithAnOpening(String body) {
        Answer answer = post(aliceName, "/v1/conversations", body);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(code(answer)).isIn("invalid-request", "malformed-request");
    }

    @Test
    void listsOnesOwnByPages() {
        List<String> opened = List.of(open(alice), open(alice), open(alice));
        Answer first = get(aliceName, "/v1/conversations?limit=2");
        assertThat(ids(first)).containsExactlyElementsOf(opened.subList(0, 2));
        String cursor = first.body().get("nextCursor").asString();
        Answer second = get(aliceName, "/v1/conversations?limit=2&after=" + cursor);
        assertThat(ids(second)).containsExactly(opened.get(2));
        assertThat(second.body().get("nextCursor").isNull()).isTrue();
        assertThat(ids(get(carolName, "/v1/conversations"))).isEmpty();
        assertThat(get(aliceName, "/v1/conversations?limit=0").status()).isEqualTo(400);
        assertThat(get(aliceName, "/v1/conversations?after=!").status()).isEqualTo(400);
        assertThat(get(aliceName, "/v1/conversations/1-1-1-1-1").status()).isEqualTo(400);
    }

    @Test
    void membershipChangesAreItemsOfTheConversation() {
        String room = open(alice, bob);
        Answer added = post(bobName, room(room) + "/members", "{\"personIds\":[\"" + carol + "\"]}");
        assertThat(added.status()).isEqualTo(200);
        assertThat(members(added.body())).containsExactlyInAnyOrder(alice, bob, carol);
        assertThat(post(bobName, room(room) + "/members", "{\"personIds\":[\"" + carol + "\"]}")
                        .status())
                .isEqualTo(200);
        assertThat(delete(aliceName, room(room) + "/members/" + bob).status()).isEqualTo(204);
        assertThat(delete(aliceName, room(room) + "/members/" + bob).status()).isEqualTo(404);
        Answer outsider = post(bobName, room(room) + "/members", "{\"personIds\":[\"" + bob + "\"]}");
        assertThat(outsider.status()).isEqualTo(403);
        assertThat(code(outsider)).isEqualTo("not-a-member");

        JsonNode items = get(carolName, room(room) + "/messages").body().get("items");
        assertThat(items.values().stream()
                        .map(item -> item.get("content").get("event").asString()))
                .containsExactly("members-added", "member-removed");
        assertThat(items.get(0).get("content").get("personIds").get(0).asString())
                .isEqualTo(carol.toString());
        assertThat(items.get(0).get("seq").asLong()).isEqualTo(1);
        assertThat(items.get(0).get("system").asBoolean()).isTrue();
    }

    @Test
    void aDirectConversationCannotGrow() {
        String room = post(aliceName, "/v1/conversations", opening(Ids.next(), "direct", null, bob))
                .body()
                .get("conversationId")
                .asString();
        Answer added = post(aliceName, room(room) + "/members", "{\"personIds\":[\"" + carol + "\"]}");
        assertThat(added.status()).isEqualTo(422);
        assertThat(code(added)).isEqualTo("rule-violated");
    }

    @Test
    void replaysWhatWasSaidInOrder() {
        String room = open(alice, bob);
        MessageId first = say(room, alice, "{\"type\":\"text\",\"text\":\"早上好\",\"n\":1.10}");
        MessageId second = say(room, bob, "{\"type\":\"text\",\"text\":\"two\"}");
        edit(room, first, alice, "{\"type\":\"text\",\"text\":\"better\"}");
        recall(room, second, bob);

        Answer history = get(aliceName, room(room) + "/messages");
        assertThat(new String(history.http().body(), StandardCharsets.UTF_8))
                .contains("{\"type\":\"text\",\"text\":\"早上好\",\"n\":1.10}");
        JsonNode items = history.body().get("items");
        assertThat(items.values().stream().map(item -> item.get("seq").asLong()))
                .containsExactly(1L, 2L, 3L, 4L);
        assertThat(items.get(0).get("messageId").asString()).isEqualTo(first.toString());
        assertThat(items.get(0).get("acceptedAt").asString())
                .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
        assertThat(items.get(1).has("content")).isFalse();
        assertThat(items.get(1).get("recalled").asBoolean()).isTrue();
        assertThat(items.get(2).get("editOf").asString()).isEqualTo(first.toString());
        assertThat(items.get(2).get("content").get("text").asString()).isEqualTo("better");
        assertThat(items.get(3).get("recalled").asBoolean()).isTrue();
        assertThat(items.get(3).get("messageId").asString()).isEqualTo(second.toString());
        assertThat(items.get(3).has("content")).isFalse();
    }

    @Test
    void pagesForwardAndBackward() {
        String room = open(alice, bob);
        for (int i = 1; i <= 5; i++) {
            say(room, alice, "{\"type\":\"text\",\"text\":\"" + i + "\"}");
        }
        Answer forward = get(aliceName, room(room) + "/messages?after=1&limit=2");
        assertThat(seqs(forward)).containsExactly(2L, 3L);
        assertThat(forward.body().get("nextCursor").asString()).isEqualTo("3");
        assertThat(seqs(get(aliceName, room(room) + "/messages?after=3&limit=2")))
                .containsExactly(4L, 5L);
        Answer backward = get(aliceName, room(room) + "/messages?before=5&limit=3");
        assertThat(seqs(backward)).containsExactly(2L, 3L, 4L);
        assertThat(backward.body().get("nextCursor").asString()).isEqualTo("2");
        Answer oldest = get(aliceName, room(room) + "/messages?before=2&limit=3");
        assertThat(seqs(oldest)).containsExactly(1L);
        assertThat(oldest.body().get("nextCursor").isNull()).isTrue();
        assertThat(seqs(get(aliceName, room(room) + "/messages?after=" + Long.MAX_VALUE)))
                .isEmpty();
        assertThat(get(aliceName, room(room) + "/messages?after=1&before=3").status())
                .isEqualTo(400);
        assertThat(get(aliceName, room(room) + "/messages?after=-1").status()).isEqualTo(400);
        assertThat(get(aliceName, room(room) + "/messages?limit=1001").status()).isEqualTo(400);
        assertThat(get(carolName, room(room) + "/messages").status()).isEqualTo(404);
    }

    @Test
    void thoseWhoLeftReadUpToTheirLeaving() {
        String room = open(alice, bob);
        say(room, alice, "{\"type\":\"text\",\"text\":\"before\"}");
        assertThat(delete(bobName, room(room) + "/members/" + bob).status()).isEqualTo(204);
        say(room, alice, "{\"type\":\"text\",\"text\":\"after\"}");
        assertThat(seqs(get(bobName, room(room) + "/messages"))).containsExactly(1L, 2L);
        assertThat(seqs(get(aliceName, room(room) + "/messages"))).containsExactly(1L, 2L, 3L);
        assertThat(get(bobName, room(room)).status()).isEqualTo(404);
    }

    @Test
    void whatItsAuthorsKeyIsDestroyedForIsErased() {
        String room = open(alice, bob);
        say(room, alice, "{\"type\":\"text\",\"text\":\"soon gone\"}");
        assertThat(get(bobName, room(room) + "/messages").body().toString()).contains("soon gone");
        KeyId key = keys.current(alice, KeyPurpose.MESSAGE).id();
        TestKeys.shared().destroy(key.toString());
        TestPeople.send(
                Topics.KEY_DESTROYED,
                key.bytes().toByteArray(),
                KeyDestroyed.newBuilder()
                        .setKeyId(key.bytes())
                        .setOwnerId(alice.bytes())
                        .build()
                        .toByteArray());
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(get(bobName, room(room) + "/messages")
                                .body()
                                .get("items")
                                .get(0)
                                .get("content")
                                .toString())
                        .isEqualTo("{\"type\":\"erased\"}"));
    }

    @Test
    void theReadMarkNeverMovesBack() {
        String room = open(alice, bob);
        say(room, alice, "{\"type\":\"text\",\"text\":\"1\"}");
        say(room, alice, "{\"type\":\"text\",\"text\":\"2\"}");
        assertThat(put(bobName, room(room) + "/read", "{\"seq\":2}").status()).isEqualTo(204);
        assertThat(put(bobName, room(room) + "/read", "{\"seq\":1}").status()).isEqualTo(204);
        assertThat(get(bobName, room(room)).body().get("readSeq").asLong()).isEqualTo(2);
        assertThat(get(aliceName, room(room)).body().get("readSeq").asLong()).isZero();
        assertThat(put(bobName, room(room) + "/read", "{\"seq\":3}").status()).isEqualTo(400);
        assertThat(put(bobName, room(room) + "/read", "{}").status()).isEqualTo(400);
        assertThat(put(carolName, room(room) + "/read", "{\"seq\":1}").status()).isEqualTo(404);
    }

    @Test
    void showsWhatTheArchiveSaysInItsOrder() {
        String room = open(alice, bob);
        archiveState(room, 2, ArchiveState.ARCHIVED, "all-parties-agreed");
        archiveState(room, 1, ArchiveState.ARCHIVE_PENDING, "not-decided");
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            JsonNode archive = get(aliceName, room(room)).body().get("archive");
            assertThat(archive.get("state").asString()).isEqualTo("archived");
            assertThat(archive.get("why").asString()).isEqualTo("all-parties-agreed");
        });
        archiveState(room, 3, ArchiveState.NOT_ARCHIVED, "consent-withdrawn");
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(get(aliceName, room(room))
                                .body()
                                .get("archive")
                                .get("state")
                                .asString())
                        .isEqualTo("not-archived"));
    }

    @Test
    void tellsGatewaysWhatTheyNeedAtSignIn() {
        String room = open(alice, bob);
        say(room, alice, "{\"type\":\"text\",\"text\":\"1\"}");
        String service = TestIssuer.shared().service("gateway-service", "internal");
        JsonNode own = send(service, "GET", "/internal/people/" + bob + "/conversations", null)
                .body();
        assertThat(own.size()).isEqualTo(1);
        assertThat(own.get(0).get("conversationId").asString()).isEqualTo(room);
        assertThat(own.get(0).get("lastSeq").asLong()).isEqualTo(1);
        assertThat(own.get(0).get("memberIds").size()).isEqualTo(2);
        assertThat(send(service, "GET", "/internal/conversations/" + room + "/members", null)
                        .body()
                        .get("memberIds")
                        .size())
                .isEqualTo(2);
        assertThat(get(aliceName, "/internal/people/" + bob + "/conversations").status())
                .isEqualTo(403);
    }

    @Test
    void givesGatewaysSealedRunsWithoutWhatWasRecalled() throws IOException {
        String room = open(alice, bob);
        say(room, alice, "{\"type\":\"text\",\"text\":\"kept\"}");
        MessageId gone = say(room, alice, "{\"type\":\"text\",\"text\":\"gone\"}");
        recall(room, gone, alice);
        String service = TestIssuer.shared().service("gateway-service", "internal");
        Answer answer = send(service, "GET", "/internal/conversations/" + room + "/run?personId=" + bob, null);
        assertThat(answer.http().headers().firstValue("Content-Type")).contains("application/x-protobuf");
        MessageRun run = MessageRun.parseFrom(answer.http().body());
        assertThat(run.getItemsList()).extracting(MessageAccepted::getSeq).containsExactly(1L, 2L, 3L);
        assertThat(run.getItems(0).getPosted().getContent().getCiphertext().isEmpty())
                .isFalse();
        assertThat(run.getItems(1).getPosted().hasContent()).isFalse();
        assertThat(run.getItems(2).hasRecalled()).isTrue();
        Answer outsider = send(service, "GET", "/internal/conversations/" + room + "/run?personId=" + carol, null);
        assertThat(outsider.status()).isEqualTo(404);
        assertThat(code(outsider)).isEqualTo("not-found");
    }

    @Test
    void recordsMembershipForTheAuditAndNoMessages() {
        List<AuditRecorded> audit = new CopyOnWriteArrayList<>();
        var tail = tails.fromStart(
                Topics.AUDIT_RECORDED,
                records -> records.forEach(record -> {
                    try {
                        audit.add(AuditRecorded.parseFrom(record.value()));
                    } catch (IOException unreadable) {
                        throw new IllegalStateException(unreadable);
                    }
                }));
        tail.start();
        try {
            String room = open(alice, bob);
            say(room, alice, "{\"type\":\"text\",\"text\":\"1\"}");
            post(aliceName, room(room) + "/members", "{\"personIds\":[\"" + carol + "\"]}");
            delete(carolName, room(room) + "/members/" + carol);
            await().atMost(Duration.ofSeconds(10))
                    .untilAsserted(() -> assertThat(audit)
                            .filteredOn(event -> event.getObjectId().equals(room))
                            .extracting(AuditRecorded::getAction)
                            .containsExactly("conversation.opened", "members.added", "member.removed"));
        } finally {
            tail.stop();
        }
    }

    @Test
    void aRecordThatIsNoCommandStopsNobody() {
        String room = open(alice, bob);
        byte[] key = ConversationId.parse(room).bytes().toByteArray();
        TestPeople.send(Topics.MESSAGE_SUBMITTED, key, "not a command".getBytes(StandardCharsets.UTF_8));
        TestPeople.send(
                Topics.MESSAGE_SUBMITTED,
                key,
                MessageSubmitted.newBuilder()
                        .setConversationId(ByteString.copyFrom(key))
                        .build()
                        .toByteArray());
        say(room, alice, "{\"type\":\"text\",\"text\":\"still here\"}");
        assertThat(seqs(get(aliceName, room(room) + "/messages"))).containsExactly(1L);
    }

    @Test
    void documentsItsCalls() {
        Answer document = get(aliceName, "/internal/openapi.json");
        assertThat(document.body().get("paths").propertyNames())
                .contains(
                        "/v1/conversations",
                        "/v1/conversations/{id}",
                        "/v1/conversations/{id}/members",
                        "/v1/conversations/{id}/members/{personId}",
                        "/v1/conversations/{id}/messages",
                        "/v1/conversations/{id}/read")
                .allMatch(path -> path.startsWith("/v1/"));
    }

    private String open(PersonId opener, PersonId... others) {
        assertThat(opener).isEqualTo(alice);
        return post(aliceName, "/v1/conversations", opening(Ids.next(), "group", null, others))
                .body()
                .get("conversationId")
                .asString();
    }

    private static String opening(UUID id, String kind, @Nullable String title, PersonId... others) {
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

    private MessageId say(String room, PersonId author, String content) {
        MessageId id = MessageId.next();
        DataKey key = keys.current(author, KeyPurpose.MESSAGE);
        submit(command(room, id.value(), author)
                .setPost(Post.newBuilder()
                        .setContent(sealed(key, id.value(), room, content))
                        .setFingerprint(ByteString.copyFrom(key.fingerprint(content.getBytes(StandardCharsets.UTF_8))))
                        .setContentType("text")));
        return id;
    }

    private void edit(String room, MessageId message, PersonId author, String content) {
        UUID command = Ids.next();
        DataKey key = keys.current(author, KeyPurpose.MESSAGE);
        submit(command(room, command, author)
                .setEdit(Edit.newBuilder()
                        .setMessageId(message.bytes())
                        .setContent(sealed(key, command, room, content))
                        .setContentType("text")));
    }

    private void recall(String room, MessageId message, PersonId author) {
        submit(command(room, Ids.next(), author).setRecall(Recall.newBuilder().setMessageId(message.bytes())));
    }

    private static Sealed sealed(DataKey key, UUID version, String room, String content) {
        byte[] bound = ContentAad.of(version, ConversationId.parse(room), "eu");
        return Sealed.newBuilder()
                .setKeyId(key.id().bytes())
                .setCiphertext(ByteString.copyFrom(key.seal(content.getBytes(StandardCharsets.UTF_8), bound)))
                .build();
    }

    private static MessageSubmitted.Builder command(String room, UUID command, PersonId sender) {
        return MessageSubmitted.newBuilder()
                .setConversationId(ConversationId.parse(room).bytes())
                .setCommandId(Ids.bytes(command))
                .setSenderId(sender.bytes());
    }

    private void submit(MessageSubmitted.Builder command) {
        Outcome outcome = submissions
                .submit(command.build())
                .orTimeout(15, TimeUnit.SECONDS)
                .join();
        assertThat(outcome).isInstanceOf(Outcome.Accepted.class);
    }

    private void archiveState(String room, long version, ArchiveState state, String why) {
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

    private static String room(String id) {
        return "/v1/conversations/" + id;
    }

    private static String code(Answer answer) {
        return answer.body().get("code").asString();
    }

    private static List<String> ids(Answer answer) {
        return answer.body().get("items").values().stream()
                .map(item -> item.get("conversationId").asString())
                .toList();
    }

    private static List<Long> seqs(Answer answer) {
        return answer.body().get("items").values().stream()
                .map(item -> item.get("seq").asLong())
                .toList();
    }

    private static List<PersonId> members(JsonNode conversation) {
        return conversation.get("members").values().stream()
                .map(member -> PersonId.parse(member.get("personId").asString()))
                .toList();
    }

    private Answer get(String userName, String path) {
        return send(token(userName), "GET", path, null);
    }

    private Answer post(String userName, String path, String body) {
        return send(token(userName), "POST", path, body);
    }

    private Answer put(String userName, String path, String body) {
        return send(token(userName), "PUT", path, body);
    }

    private Answer delete(String userName, String path) {
        return send(token(userName), "DELETE", path, null);
    }

    private static String token(String userName) {
        return TestIssuer.shared().person(userName, "member");
    }

    private Answer send(String token, String method, String path, @Nullable String body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            HttpResponse<byte[]> response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
            boolean json =
                    response.headers().firstValue("Content-Type").orElse("").contains("json");
            return new Answer(response.statusCode(), json ? JSON.readTree(response.body()) : JSON.nullNode(), response);
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}
