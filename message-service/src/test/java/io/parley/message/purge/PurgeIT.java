package io.parley.message.purge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.contracts.ConversationId;
import io.parley.contracts.FileId;
import io.parley.contracts.MessageId;
import io.parley.contracts.PersonId;
import io.parley.contracts.Topics;
import io.parley.contracts.event.AuditRecorded;
import io.parley.contracts.event.MessagesPurged;
import io.parley.testing.TestIssuer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// What retention destroys is gone here, for good and everywhere, and nothing else is.
class PurgeIT extends Destroying {

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

    private void awaitAsked(String room, long seq) {
        await().atMost(SOON)
                .until(() -> asked.stream()
                        .map(JSON::readTree)
                        .anyMatch(item -> item.get("conversationId").asString().equals(room)
                                && item.get("seq").asLong() == seq));
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

    private long count(String table, String room) {
        Long rows = asService.queryForObject(
                "SELECT count(*) FROM " + table + " WHERE conversation_id = ?", Long.class, UUID.fromString(room));
        return rows == null ? -1 : rows;
    }

    private static AuditRecorded audit(ConsumerRecord<byte[], byte[]> record) {
        try {
            return AuditRecorded.parseFrom(record.value());
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }
}
