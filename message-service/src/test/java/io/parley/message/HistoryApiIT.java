package io.parley.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import io.parley.contracts.ConversationId;
import io.parley.contracts.KeyId;
import io.parley.contracts.MessageId;
import io.parley.contracts.Topics;
import io.parley.contracts.event.KeyDestroyed;
import io.parley.contracts.event.MessageAccepted;
import io.parley.contracts.event.MessageRun;
import io.parley.contracts.event.MessageSubmitted;
import io.parley.platform.keys.KeyPurpose;
import io.parley.testing.TestIssuer;
import io.parley.testing.TestKeys;
import io.parley.testing.TestPeople;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// What was said, as clients and gateways read it.
class HistoryApiIT extends CallingTheApi {

    @Test
    void replaysWhatWasSaidInOrder() {
        String room = open(bob);
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
        String room = open(bob);
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
        String room = open(bob);
        say(room, alice, "{\"type\":\"text\",\"text\":\"before\"}");
        assertThat(delete(bobName, room(room) + "/members/" + bob).status()).isEqualTo(204);
        say(room, alice, "{\"type\":\"text\",\"text\":\"after\"}");
        assertThat(seqs(get(bobName, room(room) + "/messages"))).containsExactly(1L, 2L);
        assertThat(seqs(get(aliceName, room(room) + "/messages"))).containsExactly(1L, 2L, 3L);
        assertThat(get(bobName, room(room)).status()).isEqualTo(404);
    }

    @Test
    void whatItsAuthorsKeyIsDestroyedForIsErased() {
        String room = open(bob);
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
    void givesGatewaysSealedRunsWithoutWhatWasRecalled() throws IOException {
        String room = open(bob);
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
    void aRecordThatIsNoCommandStopsNobody() {
        String room = open(bob);
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
}
