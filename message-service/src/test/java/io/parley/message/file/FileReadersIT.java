package io.parley.message.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.contracts.FileId;
import io.parley.contracts.Ids;
import io.parley.contracts.KeyId;
import io.parley.contracts.MessageId;
import io.parley.contracts.PersonId;
import io.parley.contracts.Topics;
import io.parley.contracts.event.Edit;
import io.parley.contracts.event.KeyDestroyed;
import io.parley.contracts.event.MessageRejected;
import io.parley.contracts.event.MessageSubmitted;
import io.parley.platform.keys.DataKey;
import io.parley.platform.keys.KeyPurpose;
import io.parley.platform.submission.Outcome;
import io.parley.testing.TestIssuer;
import io.parley.testing.TestKeys;
import io.parley.testing.TestPeople;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Who gets a file: those who see a message that names it, as long as there is something to get.
class FileReadersIT extends SendingFiles {

    @Test
    void onlyPresentMembersAndTheOwnerDownload() {
        String room = open(bob);
        byte[] bytes = random(1000);
        JsonNode file = sentAtOnce(aliceName, "a.bin", "application/octet-stream", bytes);
        String path = path(file);
        assertThat(download(bobName, path).statusCode()).isEqualTo(404);

        MessageId message = sends(room, alice, id(file));
        assertThat(download(bobName, path).body()).isEqualTo(bytes);
        assertThat(download(carolName, path).statusCode()).isEqualTo(404);
        assertThat(get(aliceName, path + "/status").body().has("expiresAt")).isFalse();
        assertThat(delete(bobName, path).status()).isEqualTo(404);
        assertThat(delete(aliceName, path).status()).isEqualTo(409);

        assertThat(delete(aliceName, room(room) + "/members/" + bob).status()).isEqualTo(204);
        assertThat(download(bobName, path).statusCode()).isEqualTo(404);
        post(aliceName, room(room) + "/members", "{\"personIds\":[\"" + bob + "\"]}");
        assertThat(download(bobName, path).statusCode()).isEqualTo(200);

        recall(room, message, alice);
        assertThat(download(bobName, path).statusCode()).isEqualTo(404);
        assertThat(download(aliceName, path).statusCode()).isEqualTo(200);
    }

    @Test
    void newcomersOfAConversationFromJoiningSeeNoEarlierFile() {
        UUID room = Ids.next();
        String opening = opening(room, "group", null, bob).replaceFirst("\\{", "{\"history\":\"from-joining\",");
        assertThat(post(aliceName, "/v1/conversations", opening).status()).isEqualTo(201);
        JsonNode file = sentAtOnce(aliceName, "a.bin", "application/octet-stream", random(10));
        sends(room.toString(), alice, id(file));
        post(aliceName, room(room.toString()) + "/members", "{\"personIds\":[\"" + carol + "\"]}");
        assertThat(download(carolName, path(file)).statusCode()).isEqualTo(404);
        sends(room.toString(), bob, id(file));
        assertThat(download(carolName, path(file)).statusCode()).isEqualTo(200);
    }

    @Test
    void aFileIsSentByItsOwnerAndForwardedByThoseWhoSeeIt() {
        String first = open(bob);
        String second = post(bobName, "/v1/conversations", opening(Ids.next(), "group", null, carol))
                .body()
                .get("conversationId")
                .asString();
        JsonNode file = sentAtOnce(aliceName, "a.bin", "application/octet-stream", random(10));
        assertThat(refusal(second, bob, id(file))).isEqualTo("content.fileId");
        MessageId message = sends(first, alice, id(file));
        sends(second, bob, id(file));
        assertThat(download(carolName, path(file)).statusCode()).isEqualTo(200);
        recall(first, message, alice);
        assertThat(download(carolName, path(file)).statusCode()).isEqualTo(200);
        assertThat(refusal(first, bob, FileId.next())).isEqualTo("content.fileId");
        String unfinished =
                path(announced(aliceName, random(10), sha256(random(10))).body());
        assertThat(refusal(first, alice, FileId.parse(unfinished.substring("/v1/files/".length()))))
                .isEqualTo("content.fileId");
    }

    @Test
    void anEditThatNamesAFileKeepsTheRules() {
        String room = open(bob);
        MessageId message = say(room, bob, "{\"type\":\"text\",\"text\":\"1\"}");
        FileId alices = id(sentAtOnce(aliceName, "a.bin", "application/octet-stream", random(10)));
        JsonNode bobs = sentAtOnce(bobName, "b.bin", "application/octet-stream", random(10));
        assertThat(outcome(edit(room, message, bob, alices))).isInstanceOf(Outcome.Refused.class);
        assertThat(outcome(edit(room, message, bob, id(bobs)))).isInstanceOf(Outcome.Accepted.class);
        assertThat(download(aliceName, path(bobs)).statusCode()).isEqualTo(200);
    }

    @Test
    void theArchiveGetsWhatAFactNamesPieceByPieceAndNothingElse() {
        byte[] bytes = random(3_000_000);
        FileId file = id(sentAtOnce(aliceName, "季度.bin", "application/octet-stream", bytes));
        String room = open(bob);
        String before = "/internal/conversations/" + room + "/facts/1/files/" + file;
        assertThat(gone(before)).isTrue();
        MessageId message = sends(room, alice, file);
        long seq = jdbc.sql("SELECT seq FROM file_link WHERE file_id = ?")
                .param(file.value())
                .query(Long.class)
                .single();
        String path = "/internal/conversations/" + room + "/facts/" + seq + "/files/" + file;
        assertThat(exchange(aliceName, "GET", path, null).statusCode()).isEqualTo(403);
        JsonNode about = JSON.readTree(asArchive(path).body()).path("file");
        assertThat(about.path("name").asString()).isEqualTo("季度.bin");
        assertThat(about.path("size").asLong()).isEqualTo(bytes.length);
        assertThat(about.path("sha256").asString()).isEqualTo(sha256(bytes));
        recall(room, message, alice);
        var copy = new ByteArrayOutputStream();
        while (copy.size() < bytes.length) {
            copy.writeBytes(
                    asArchive(path + "/bytes?most=1000000&from=" + copy.size()).body());
        }
        assertThat(copy.toByteArray()).isEqualTo(bytes);
        assertThat(asArchive(path + "/bytes?most=9000000&from=0").statusCode()).isEqualTo(400);
        assertThat(asArchive(path + "/bytes?most=1&from=3000000").statusCode()).isEqualTo(416);
        assertThat(gone("/internal/conversations/" + room + "/facts/" + (seq + 1) + "/files/" + file))
                .isTrue();
    }

    private boolean gone(String path) {
        HttpResponse<byte[]> answer = asArchive(path);
        assertThat(answer.statusCode()).isEqualTo(200);
        return !JSON.readTree(answer.body()).path("file").isObject();
    }

    private HttpResponse<byte[]> asArchive(String path) {
        return sent(HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .header("Authorization", "Bearer " + TestIssuer.shared().service("archive-service", "internal"))
                .build());
    }

    @Test
    void withItsOwnersKeyDestroyedAFileIsGone() {
        JsonNode file = sentAtOnce(aliceName, "a.bin", "application/octet-stream", random(10));
        String room = open(bob);
        sends(room, alice, id(file));
        KeyId key = keys.current(alice, KeyPurpose.FILE).id();
        TestKeys.shared().destroy(key.toString());
        TestPeople.send(
                Topics.KEY_DESTROYED,
                key.bytes().toByteArray(),
                KeyDestroyed.newBuilder().setKeyId(key.bytes()).build().toByteArray());
        await().atMost(Duration.ofSeconds(20))
                .until(() -> download(bobName, path(file)).statusCode() == 404);
        assertThat(download(aliceName, path(file)).statusCode()).isEqualTo(404);
        assertThat(gone("/internal/conversations/" + room + "/facts/1/files/" + id(file)))
                .isTrue();
    }

    private String refusal(String room, PersonId author, FileId file) {
        Outcome outcome = outcome(post(room, MessageId.next(), author, file));
        assertThat(outcome).isInstanceOf(Outcome.Refused.class);
        MessageRejected refusal = ((Outcome.Refused) outcome).refusal();
        assertThat(refusal.getCode()).isEqualTo("invalid-request");
        return String.valueOf(refusal.getDetailsMap().get("field"));
    }

    private MessageSubmitted.Builder edit(String room, MessageId message, PersonId author, FileId file) {
        UUID command = Ids.next();
        DataKey key = keys.current(author, KeyPurpose.MESSAGE);
        return command(room, command, author)
                .setEdit(Edit.newBuilder()
                        .setMessageId(message.bytes())
                        .setContent(sealed(key, command, room, content(file)))
                        .setContentType("file")
                        .addFileIds(file.bytes()));
    }
}
