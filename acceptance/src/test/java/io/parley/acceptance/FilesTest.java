package io.parley.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.client.Content;
import io.parley.client.ConversationId;
import io.parley.client.FileId;
import io.parley.client.MessageId;
import io.parley.client.ProblemException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Files through the gateway, as people send and get them.
class FilesTest {

    private static final int MB = 1 << 20;

    @TempDir
    Path folder;

    private final Persona alice = Region.alice().agreed();
    private final Persona bob = Region.bob().agreed();
    private final Persona carol = Region.carol().agreed();

    @Test
    void aLargeFileGoesInPartsAndComesBackWholeAndInRanges() throws IOException {
        byte[] bytes = random(40 * MB);
        Path file = Files.write(folder.resolve("holiday.bin"), bytes);
        AtomicInteger steps = new AtomicInteger();
        FileId id = alice.api().files().upload(file, "application/octet-stream", _ -> steps.incrementAndGet());
        assertThat(steps.get()).isGreaterThan(4);

        Path back = folder.resolve("back.bin");
        Files.write(back, Arrays.copyOf(bytes, 9 * MB));
        alice.api().files().download(id, back);
        assertThat(Files.mismatch(file, back)).isEqualTo(-1);
        assertThat(alice.api().files().range(id, 8 * MB - 3, 8 * MB + 3))
                .isEqualTo(Arrays.copyOfRange(bytes, 8 * MB - 3, 8 * MB + 4));
        var beyond = alice.http()
                .with("Range", "bytes=" + bytes.length + "-")
                .get("/v1/files/" + id)
                .isProblem(416, "range-not-satisfiable");
        assertThat(beyond.header("Content-Range")).isEqualTo("bytes */" + bytes.length);
        alice.api().files().delete(id);
        alice.http().get("/v1/files/" + id).isProblem(404, "not-found");
    }

    @Test
    void aFormWithAFileIsStreamedThrough() throws Exception {
        byte[] bytes = random(12 * MB);
        FileId id = sentAsForm(alice, "报告.bin", bytes);
        var answer = alice.http().get("/v1/files/" + id).hasStatus(200);
        assertThat(answer.bytes()).isEqualTo(bytes);
        assertThat(answer.header("Content-Disposition")).contains("filename*=UTF-8''%E6%8A%A5%E5%91%8A.bin");
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.header("ETag")).isNotBlank();
    }

    @Test
    void membersSeeAFileWhileTheyAreMembersAndTheMessageStands() throws IOException {
        ConversationId room = alice.opens("group", bob).conversationId();
        FileId id = uploaded(alice, random(1000));
        String path = "/v1/files/" + id;
        bob.http().get(path).isProblem(404, "not-found");

        MessageId message = MessageId.next();
        alice.api().messages().send(room, message, Content.file("file", id));
        bob.http().get(path).hasStatus(200);
        carol.http().get(path).isProblem(404, "not-found");
        bob.http().get(path + "/status").isProblem(404, "not-found");
        alice.http().delete(path).isProblem(409, "conflict");

        alice.api().conversations().removeMember(room, bob.id());
        bob.http().get(path).isProblem(404, "not-found");
        alice.api().conversations().addMembers(room, java.util.List.of(bob.id()));
        bob.http().get(path).hasStatus(200);
        alice.api().messages().recall(room, message);
        bob.http().get(path).isProblem(404, "not-found");
        alice.http().get(path).hasStatus(200);
    }

    @Test
    void nobodySendsAFileThatTheyCannotSee() throws IOException {
        ConversationId room = alice.opens("group", bob).conversationId();
        FileId id = uploaded(alice, random(1000));
        assertThatThrownBy(() -> bob.api().messages().send(room, MessageId.next(), Content.file("image", id)))
                .isInstanceOfSatisfying(ProblemException.class, refused -> {
                    assertThat(refused.status()).isEqualTo(400);
                    assertThat(refused.code()).isEqualTo("invalid-request");
                    assertThat(refused.problem().violations())
                            .anyMatch(violation -> "content.fileId".equals(violation.field()));
                });
        bob.http()
                .post(
                        "/v1/conversations/" + room + "/messages",
                        "{\"messageId\":\"" + MessageId.next() + "\",\"content\":{\"type\":\"file\"}}")
                .isProblem(400, "invalid-request")
                .namesField("content.fileId");
    }

    @Test
    void anotherHashOrTypeLeavesNothing() throws IOException {
        byte[] bytes = random(3 * MB);
        Persona newcomer = Newcomer.employee();
        var wrong =
                newcomer.api().files().announce("a.bin", "application/octet-stream", bytes.length, sha256(random(9)));
        Path file = Files.write(folder.resolve("a.bin"), bytes);
        refused(() -> newcomer.api().files().resume(wrong.fileId(), file, _ -> {}), 422, "sha256");
        var image = newcomer.api().files().announce("a.png", "image/png", bytes.length, sha256(bytes));
        refused(() -> newcomer.api().files().resume(image.fileId(), file, _ -> {}), 422, "mediaType");
        assertThat(newcomer.api().files().usage().files()).isZero();
        refused(
                () -> newcomer.api().files().announce("setup.exe", "application/octet-stream", 1, sha256(bytes)),
                422,
                "name");
        var usage = newcomer.api().files().usage();
        refused(() -> newcomer.api().files().announce("b.bin", "a/b", 2L << 30, sha256(bytes)), 413, "size");
        for (long left = usage.limitBytes(); left >= 1L << 30; left -= 1L << 30) {
            newcomer.api().files().announce("b.bin", "a/b", 1L << 30, sha256(bytes));
        }
        refused(() -> newcomer.api().files().announce("b.bin", "a/b", 1L << 30, sha256(bytes)), 422, "size");
    }

    @Test
    void anImageGetsAThumbnail() throws IOException {
        Path png = folder.resolve("a.png");
        ImageIO.write(new BufferedImage(2000, 1000, BufferedImage.TYPE_INT_RGB), "png", png.toFile());
        FileId id = alice.api().files().upload(png, "image/png");
        Wait.shortly()
                .until(() -> alice.http().get("/v1/files/" + id + "/thumbnail").status() == 200);
        BufferedImage small =
                ImageIO.read(new ByteArrayInputStream(alice.api().files().thumbnail(id)));
        assertThat(small.getWidth()).isEqualTo(320);
        assertThat(small.getHeight()).isEqualTo(160);
    }

    @Test
    void anUploadGoesOnAfterTheServiceWasKilledInTheMiddle() throws IOException {
        byte[] bytes = random(30 * MB);
        Path file = Files.write(folder.resolve("a.bin"), bytes);
        var upload = alice.api().files().announce("a.bin", "application/octet-stream", bytes.length, sha256(bytes));
        AtomicInteger parts = new AtomicInteger();
        assertThatThrownBy(() -> alice.api().files().resume(upload.fileId(), file, _ -> {
                    if (parts.incrementAndGet() == 3) {
                        Script.parley("kill", "message");
                    }
                }))
                .isInstanceOfAny(ProblemException.class, UncheckedIOException.class);
        Script.parley("start", "message");
        Wait.shortly()
                .untilAsserted(() -> assertThat(
                                alice.api().files().status(upload.fileId()).received())
                        .isGreaterThanOrEqualTo(16 * MB)
                        .isLessThan(bytes.length));
        alice.api().files().resume(upload.fileId(), file, _ -> {});
        try (InputStream back = alice.api().files().open(upload.fileId(), 0)) {
            assertThat(back.readAllBytes()).isEqualTo(bytes);
        }
    }

    @Test
    void nothingOfAFileRestsInClear() throws IOException {
        String canary = "canary" + UUID.randomUUID();
        byte[] bytes = (canary + "\n").repeat(40_000).getBytes(UTF_8);
        Path file = Files.write(folder.resolve(canary + ".txt"), bytes);
        FileId id = alice.api().files().upload(file, "text/plain");
        var unfinished = alice.api().files().announce(canary, "text/plain", bytes.length, sha256(bytes));
        sendPart(unfinished.fileId(), Arrays.copyOf(bytes, MB), bytes.length);
        assertThat(alice.api().files().range(id, 0, canary.length() - 1)).isEqualTo(canary.getBytes(UTF_8));

        try (Stream<Path> tree = Files.walk(Region.HOME.resolve("data").resolve("files"))) {
            assertThat(tree.filter(Files::isRegularFile)).isNotEmpty();
        }
        assertThat(DataAtRestTest.filesWith(Region.HOME.resolve("data"), java.util.List.of(canary.getBytes(UTF_8))))
                .isEmpty();
        assertThat(DataAtRestTest.filesWith(Region.HOME.resolve("log"), java.util.List.of(canary.getBytes(UTF_8))))
                .isEmpty();
    }

    private void sendPart(FileId id, byte[] part, long total) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(Region.anyGateway().resolve("/v1/files/" + id + "/content"))
                .header("Authorization", "Bearer " + alice.tokens().get())
                .header("Content-Type", "application/octet-stream")
                .header("Content-Range", "bytes 0-" + (part.length - 1) + "/" + total)
                .PUT(BodyPublishers.ofByteArray(part))
                .build();
        try {
            assertThat(Region.HTTP.send(request, BodyHandlers.discarding()).statusCode())
                    .isEqualTo(200);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static FileId sentAsForm(Persona person, String name, byte[] bytes)
            throws IOException, InterruptedException {
        String head = "--XX\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + name
                + "\"\r\nContent-Type: application/octet-stream\r\n\r\n";
        HttpRequest request = HttpRequest.newBuilder(Region.anyGateway().resolve("/v1/files"))
                .header("Authorization", "Bearer " + person.tokens().get())
                .header("Content-Type", "multipart/form-data; boundary=XX")
                .POST(BodyPublishers.concat(
                        BodyPublishers.ofString(head),
                        BodyPublishers.ofByteArray(bytes),
                        BodyPublishers.ofString("\r\n--XX--\r\n")))
                .build();
        Raw.Answer answer = new Raw.Answer(Region.HTTP.send(request, BodyHandlers.ofByteArray())).hasStatus(201);
        return FileId.of(answer.json().path("fileId").asString());
    }

    private FileId uploaded(Persona person, byte[] bytes) throws IOException {
        return person.api().files().upload("a.bin", new ByteArrayInputStream(bytes), "application/octet-stream");
    }

    private interface Call {
        void run() throws IOException;
    }

    private static void refused(Call call, int status, String field) {
        assertThatThrownBy(call::run).isInstanceOfSatisfying(ProblemException.class, refused -> {
            assertThat(refused.status()).isEqualTo(status);
            assertThat(refused.problem().violations()).anyMatch(violation -> field.equals(violation.field()));
        });
    }

    private static byte[] random(int count) {
        byte[] bytes = new byte[count];
        new Random(count).nextBytes(bytes);
        return bytes;
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
