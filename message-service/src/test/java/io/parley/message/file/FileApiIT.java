package io.parley.message.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
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
import io.parley.contracts.event.Post;
import io.parley.message.CallingTheApi;
import io.parley.platform.keys.DataKey;
import io.parley.platform.keys.KeyPurpose;
import io.parley.platform.submission.Outcome;
import io.parley.testing.TestIssuer;
import io.parley.testing.TestKeys;
import io.parley.testing.TestPeople;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/// Files as clients see them, on a directory.
class FileApiIT extends CallingTheApi {

    private static final Path STORE = Path.of("target/files/objects");
    private static final int PART = 131_072;

    @LocalServerPort
    private int port;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private FileSweep sweep;

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void givesBackWhatWasSentAtOnceWholeAndInRanges() {
        byte[] bytes = random(700_000);
        JsonNode file = sentAtOnce(aliceName, "季度报告 Q3.bin", "application/octet-stream", bytes);
        String path = path(file);
        assertThat(file.get("state").asString()).isEqualTo("complete");
        assertThat(file.get("size").asLong()).isEqualTo(bytes.length);
        assertThat(file.get("sha256").asString()).isEqualTo(sha256(bytes));

        var whole = download(aliceName, path);
        assertThat(whole.statusCode()).isEqualTo(200);
        assertThat(whole.body()).isEqualTo(bytes);
        assertThat(header(whole, "Content-Disposition"))
                .startsWith("attachment")
                .contains("filename*=UTF-8''%E5%AD%A3%E5%BA%A6%E6%8A%A5%E5%91%8A%20Q3.bin");
        assertThat(header(whole, "X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(header(whole, "Cache-Control")).contains("private");

        var range = download(aliceName, path, "Range", "bytes=262140-262150");
        assertThat(range.statusCode()).isEqualTo(206);
        assertThat(range.body()).isEqualTo(Arrays.copyOfRange(bytes, 262_140, 262_151));
        assertThat(header(range, "Content-Range")).isEqualTo("bytes 262140-262150/700000");
        assertThat(download(aliceName, path, "Range", "bytes=-5").body())
                .isEqualTo(Arrays.copyOfRange(bytes, 699_995, 700_000));

        var beyond = download(aliceName, path, "Range", "bytes=700000-");
        assertThat(beyond.statusCode()).isEqualTo(416);
        assertThat(header(beyond, "Content-Range")).isEqualTo("bytes */700000");

        String tag = header(whole, "ETag");
        assertThat(download(aliceName, path, "If-None-Match", tag).statusCode()).isEqualTo(304);
        assertThat(download(aliceName, path, "Range", "bytes=0-1", "If-Range", tag)
                        .statusCode())
                .isEqualTo(206);
        assertThat(download(aliceName, path, "Range", "bytes=0-1", "If-Range", "\"other\"")
                        .statusCode())
                .isEqualTo(200);
        var head = exchange(aliceName, "HEAD", path, null);
        assertThat(head.body()).isEmpty();
        assertThat(header(head, "Content-Length")).isEqualTo("700000");
    }

    @Test
    void takesPartsInOrderAndGoesOnWhereItStopped() {
        byte[] bytes = random(400_000);
        String path = path(announced(aliceName, bytes, sha256(bytes)).body());
        assertThat(part(aliceName, path, bytes, 0, PART).body().get("received").asLong())
                .isEqualTo(PART);

        Answer skipped = part(aliceName, path, bytes, 2 * PART, 400_000);
        assertThat(skipped.status()).isEqualTo(409);
        assertThat(skipped.body().get("received").asLong()).isEqualTo(PART);
        assertThat(part(aliceName, path, bytes, 0, PART).status()).isEqualTo(409);
        assertThat(part(aliceName, path, bytes, PART, PART + 100).status()).isEqualTo(400);
        assertThat(download(aliceName, path).statusCode()).isEqualTo(409);
        assertThat(get(bobName, path + "/status").status()).isEqualTo(404);
        assertThat(part(bobName, path, bytes, PART, 400_000).status()).isEqualTo(404);

        JsonNode status = get(aliceName, path + "/status").body();
        assertThat(status.get("state").asString()).isEqualTo("receiving");
        assertThat(status.get("received").asLong()).isEqualTo(PART);
        assertThat(part(aliceName, path, bytes, PART, 2 * PART).status()).isEqualTo(200);
        JsonNode last = part(aliceName, path, bytes, 2 * PART, 400_000).body();
        assertThat(last.get("state").asString()).isEqualTo("complete");
        assertThat(download(aliceName, path).body()).isEqualTo(bytes);
        assertThat(download(aliceName, path, "Range", "bytes=131000-262200").body())
                .isEqualTo(Arrays.copyOfRange(bytes, 131_000, 262_201));
    }

    @Test
    void aBodyThatIsNotAsLongAsItsRangeLeavesNothingBehind() {
        byte[] bytes = random(200_000);
        String path = path(announced(aliceName, bytes, sha256(bytes)).body());
        byte[] half = Arrays.copyOf(bytes, 100_000);
        Answer shorter = put(aliceName, path, half, "bytes 0-199999/200000");
        assertThat(shorter.status()).isEqualTo(400);
        Answer longer = put(aliceName, path, bytes, "bytes 0-99999/200000");
        assertThat(longer.status()).isEqualTo(400);
        assertThat(put(aliceName, path, bytes, "bytes 0-199999/300000").status())
                .isEqualTo(400);
        assertThat(get(aliceName, path + "/status").body().get("received").asLong())
                .isZero();
        assertThat(put(aliceName, path, bytes, "bytes 0-199999/200000").status())
                .isEqualTo(200);
    }

    @Test
    void keepsNothingOfAFileWithAnotherHash() throws IOException {
        byte[] bytes = random(300_000);
        String path = path(announced(aliceName, bytes, sha256(random(5))).body());
        long before = objects();
        part(aliceName, path, bytes, 0, PART);
        Answer refused = part(aliceName, path, bytes, PART, 300_000);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(code(refused)).isEqualTo("rule-violated");
        assertThat(field(refused)).isEqualTo("sha256");
        assertThat(get(aliceName, path + "/status").status()).isEqualTo(404);
        assertThat(usage(aliceName).get("files").asLong()).isZero();
        assertThat(objects()).isEqualTo(before);
    }

    @Test
    void refusesContentThatIsNotWhatItSays() {
        Answer image = sendAtOnce(aliceName, "photo.png", "image/png", random(1000));
        assertThat(image.status()).isEqualTo(422);
        assertThat(field(image)).isEqualTo("mediaType");
        byte[] program = HexFormat.of().parseHex("7f454c460201010000000000000000000300" + "3e0001000000".repeat(20));
        assertThat(sendAtOnce(aliceName, "data.bin", "application/octet-stream", program)
                        .status())
                .isEqualTo(422);
        assertThat(sendAtOnce(aliceName, "setup.exe", "application/octet-stream", random(10))
                        .status())
                .isEqualTo(422);
        byte[] text = "hello".repeat(100).getBytes(StandardCharsets.UTF_8);
        String path = path(post(aliceName, "/v1/files", announcement("a.pdf", "application/pdf", 500, sha256(text)))
                .body());
        assertThat(field(part(aliceName, path, text, 0, 500))).isEqualTo("mediaType");
        assertThat(usage(aliceName).get("files").asLong()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"mediaType\":\"a/b\",\"size\":1,\"sha256\":\"00\"}",
                "{\"name\":\"\",\"mediaType\":\"a/b\",\"size\":1,\"sha256\":\"H\"}",
                "{\"name\":\"a\\u0000\",\"mediaType\":\"a/b\",\"size\":1,\"sha256\":\"H\"}",
                "{\"name\":\"a\",\"mediaType\":\"words\",\"size\":1,\"sha256\":\"H\"}",
                "{\"name\":\"a\",\"mediaType\":\"a/b\",\"size\":0,\"sha256\":\"H\"}",
                "{\"name\":\"a\",\"mediaType\":\"a/b\",\"size\":-1,\"sha256\":\"H\"}",
                "{\"name\":\"a\",\"mediaType\":\"a/b\",\"sha256\":\"H\"}",
                "{\"name\":\"a\",\"mediaType\":\"a/b\",\"size\":1,\"sha256\":\"zz\"}",
                "[]"
            })
    void saysWhatIsWrongWithAnAnnouncement(String body) {
        Answer answer = post(aliceName, "/v1/files", body.replace("\"H\"", "\"" + sha256(random(1)) + "\""));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(code(answer)).isIn("invalid-request", "malformed-request");
    }

    @Test
    void holdsToSizeQuotaAndNumberOfOpenUploads() {
        String hash = sha256(random(1));
        Answer large = post(aliceName, "/v1/files", announcement("a", "a/b", 20_971_521, hash));
        assertThat(large.status()).isEqualTo(413);
        assertThat(post(aliceName, "/v1/files", announcement("a", "a/b", 20_971_520, hash))
                        .status())
                .isEqualTo(201);
        Answer full = post(aliceName, "/v1/files", announcement("a", "a/b", 15_000_000, hash));
        assertThat(full.status()).isEqualTo(422);
        assertThat(field(full)).isEqualTo("size");
        assertThat(usage(aliceName).get("bytes").asLong()).isEqualTo(20_971_520);
        assertThat(usage(aliceName).get("limitBytes").asLong()).isEqualTo(31_457_280);
        post(aliceName, "/v1/files", announcement("a", "a/b", 1, hash));
        post(aliceName, "/v1/files", announcement("a", "a/b", 1, hash));
        assertThat(post(aliceName, "/v1/files", announcement("a", "a/b", 1, hash))
                        .status())
                .isEqualTo(429);
        assertThat(sendAtOnce(bobName, "b", "application/octet-stream", random(20_971_521))
                        .status())
                .isEqualTo(413);
        assertThat(usage(bobName).get("files").asLong()).isZero();
        assertThat(sendAtOnce(bobName, "b", "application/octet-stream", new byte[0])
                        .status())
                .isEqualTo(400);
    }

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
    void deletesWhatNoMessageNames() throws IOException {
        long before = objects();
        String path = path(sentAtOnce(aliceName, "a.bin", "application/octet-stream", random(10)));
        assertThat(objects()).isEqualTo(before + 1);
        assertThat(delete(bobName, path).status()).isEqualTo(404);
        assertThat(delete(aliceName, path).status()).isEqualTo(204);
        assertThat(download(aliceName, path).statusCode()).isEqualTo(404);
        assertThat(objects()).isEqualTo(before);
    }

    @Test
    void makesASmallJpegOfAnImageAndNoneOfABrokenOne() throws IOException {
        var image = new BufferedImage(1000, 500, BufferedImage.TYPE_INT_ARGB);
        var png = new ByteArrayOutputStream();
        ImageIO.write(image, "png", png);
        String path = path(sentAtOnce(aliceName, "a.png", "image/png", png.toByteArray()));
        await().atMost(Duration.ofSeconds(20))
                .until(() -> download(aliceName, path + "/thumbnail").statusCode() == 200);
        var answer = download(aliceName, path + "/thumbnail");
        assertThat(header(answer, "Content-Type")).isEqualTo("image/jpeg");
        BufferedImage small = ImageIO.read(new ByteArrayInputStream(answer.body()));
        assertThat(small.getWidth()).isEqualTo(320);
        assertThat(small.getHeight()).isEqualTo(160);
        assertThat(download(bobName, path + "/thumbnail").statusCode()).isEqualTo(404);

        byte[] broken = Arrays.copyOf(png.toByteArray(), 60);
        String other = path(sentAtOnce(aliceName, "b.png", "image/png", broken));
        getsNoThumbnail(other);
        assertThat(download(aliceName, other).body()).isEqualTo(broken);
    }

    @Test
    void decodesNoImageOfTooManyPixels() throws IOException {
        var large = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(1001, 1000, BufferedImage.TYPE_BYTE_BINARY), "png", large);
        getsNoThumbnail(path(sentAtOnce(aliceName, "a.png", "image/png", large.toByteArray())));
    }

    @Test
    void readsWebP() throws IOException {
        byte[] webp = Base64.getDecoder().decode("UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA");
        String path = path(sentAtOnce(aliceName, "a.webp", "image/webp", webp));
        await().atMost(Duration.ofSeconds(20))
                .until(() -> download(aliceName, path + "/thumbnail").statusCode() == 200);
    }

    private void getsNoThumbnail(String path) {
        await().atMost(Duration.ofSeconds(20))
                .until(() -> jdbc.sql("SELECT thumbnail FROM file WHERE file_id = ?")
                        .param(UUID.fromString(path.substring("/v1/files/".length())))
                        .query(String.class)
                        .single()
                        .equals("failed"));
        assertThat(download(aliceName, path + "/thumbnail").statusCode()).isEqualTo(404);
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

    @Test
    void sweepsAbandonedUploadsAndFilesNobodySentButKeepsSentOnes() throws IOException {
        String room = open(bob);
        byte[] bytes = random(200_000);
        String abandoned = path(announced(aliceName, bytes, sha256(bytes)).body());
        part(aliceName, abandoned, bytes, 0, PART);
        String neverSent = path(sentAtOnce(aliceName, "a.bin", "application/octet-stream", random(10)));
        JsonNode sent = sentAtOnce(aliceName, "b.bin", "application/octet-stream", random(10));
        sends(room, alice, id(sent));
        sweep.run();
        assertThat(usage(aliceName).get("files").asLong()).isEqualTo(3);

        long before = objects();
        jdbc.sql("UPDATE file SET expires_at_ms = 1 WHERE owner_id = ? AND expires_at_ms IS NOT NULL")
                .param(alice.value())
                .update();
        sweep.run();
        assertThat(get(aliceName, abandoned + "/status").status()).isEqualTo(404);
        assertThat(get(aliceName, neverSent + "/status").status()).isEqualTo(404);
        assertThat(download(bobName, path(sent)).statusCode()).isEqualTo(200);
        assertThat(objects()).isEqualTo(before - 2);
    }

    @Test
    void nothingRestsInClear() throws IOException {
        String canary = "canary" + UUID.randomUUID();
        byte[] bytes = canary.repeat(5000).getBytes(StandardCharsets.UTF_8);
        String path = path(announced(aliceName, bytes, sha256(bytes)).body());
        part(aliceName, path, bytes, 0, PART);
        sentAtOnce(aliceName, canary + ".txt", "text/plain", bytes);
        try (Stream<Path> tree = Files.walk(STORE.getParent())) {
            for (Path file : tree.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).doesNotContain(canary);
            }
        }
        assertThat(jdbc.sql("SELECT count(*) FROM file WHERE position(?::bytea IN about) > 0")
                        .param(canary.getBytes(StandardCharsets.UTF_8))
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    private MessageId sends(String room, PersonId author, FileId file) {
        MessageId id = MessageId.next();
        assertThat(outcome(post(room, id, author, file))).isInstanceOf(Outcome.Accepted.class);
        return id;
    }

    private String refusal(String room, PersonId author, FileId file) {
        Outcome outcome = outcome(post(room, MessageId.next(), author, file));
        assertThat(outcome).isInstanceOf(Outcome.Refused.class);
        MessageRejected refusal = ((Outcome.Refused) outcome).refusal();
        assertThat(refusal.getCode()).isEqualTo("invalid-request");
        return String.valueOf(refusal.getDetailsMap().get("field"));
    }

    private MessageSubmitted.Builder post(String room, MessageId id, PersonId author, FileId file) {
        DataKey key = keys.current(author, KeyPurpose.MESSAGE);
        return command(room, id.value(), author)
                .setPost(Post.newBuilder()
                        .setContent(sealed(key, id.value(), room, content(file)))
                        .setFingerprint(ByteString.copyFrom(key.fingerprint(new byte[] {1})))
                        .setContentType("file")
                        .addFileIds(file.bytes()));
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

    private static String content(FileId file) {
        return "{\"type\":\"file\",\"fileId\":\"" + file + "\"}";
    }

    private JsonNode sentAtOnce(String userName, String name, String mediaType, byte[] bytes) {
        Answer answer = sendAtOnce(userName, name, mediaType, bytes);
        assertThat(answer.status()).as(String.valueOf(answer.body())).isEqualTo(201);
        return answer.body();
    }

    private Answer sendAtOnce(String userName, String name, String mediaType, byte[] bytes) {
        var body = new ByteArrayOutputStream();
        body.writeBytes(("--XX\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + name
                        + "\"\r\nContent-Type: " + mediaType + "\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8));
        body.writeBytes(bytes);
        body.writeBytes("\r\n--XX--\r\n".getBytes(StandardCharsets.UTF_8));
        return answer(exchange(
                userName,
                "POST",
                "/v1/files",
                body.toByteArray(),
                "Content-Type",
                "multipart/form-data; boundary=XX",
                "Idempotency-Key",
                UUID.randomUUID().toString()));
    }

    private Answer announced(String userName, byte[] bytes, String hash) {
        Answer answer =
                post(userName, "/v1/files", announcement("a.bin", "application/octet-stream", bytes.length, hash));
        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.body().get("partSize").asLong()).isEqualTo(8_388_608);
        assertThat(answer.body().get("expiresAt").isString()).isTrue();
        return answer;
    }

    private static String announcement(String name, String mediaType, long size, String hash) {
        return JSON.createObjectNode()
                .put("name", name)
                .put("mediaType", mediaType)
                .put("size", size)
                .put("sha256", hash)
                .toString();
    }

    private Answer part(String userName, String path, byte[] bytes, int from, int to) {
        return put(
                userName,
                path,
                Arrays.copyOfRange(bytes, from, to),
                "bytes " + from + "-" + (to - 1) + "/" + bytes.length);
    }

    private Answer put(String userName, String path, byte[] body, String range) {
        return answer(exchange(
                userName,
                "PUT",
                path + "/content",
                body,
                "Content-Type",
                "application/octet-stream",
                "Content-Range",
                range));
    }

    private HttpResponse<byte[]> download(String userName, String path, String... headers) {
        return exchange(userName, "GET", path, null, headers);
    }

    private HttpResponse<byte[]> exchange(
            String userName,
            String method,
            String path,
            byte @org.jspecify.annotations.Nullable [] body,
            String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .header("Authorization", "Bearer " + token(userName))
                .method(
                        method,
                        body == null
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofByteArray(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return sent(request.build());
    }

    private HttpResponse<byte[]> sent(HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private JsonNode usage(String userName) {
        return get(userName, "/v1/me/files").body();
    }

    private static String path(JsonNode file) {
        return "/v1/files/" + file.get("fileId").asString();
    }

    private static FileId id(JsonNode file) {
        return FileId.parse(file.get("fileId").asString());
    }

    private static String field(Answer answer) {
        return answer.body().get("violations").get(0).get("field").asString();
    }

    private static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    private static long objects() throws IOException {
        if (!Files.isDirectory(STORE)) {
            return 0;
        }
        try (Stream<Path> tree = Files.walk(STORE)) {
            return tree.filter(Files::isRegularFile).count();
        }
    }

    private static String sha256(byte[] bytes) {
        return HexFormat.of().formatHex(Hashes.sha256().digest(bytes));
    }

    private static byte[] random(int count) {
        byte[] bytes = new byte[count];
        new Random(count).nextBytes(bytes);
        return bytes;
    }
}
