package io.parley.message.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/// Files as clients see them, on a directory.
class FileApiIT extends SendingFiles {

    private static final Path STORE = Path.of("target/files/objects");
    private static final int PART = 131_072;

    @Autowired
    private FileSweep sweep;

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

    private JsonNode usage(String userName) {
        return get(userName, "/v1/me/files").body();
    }

    private static long objects() throws IOException {
        if (!Files.isDirectory(STORE)) {
            return 0;
        }
        try (Stream<Path> tree = Files.walk(STORE)) {
            return tree.filter(Files::isRegularFile).count();
        }
    }
}
