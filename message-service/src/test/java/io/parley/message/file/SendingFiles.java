package io.parley.message.file;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.parley.contracts.FileId;
import io.parley.contracts.MessageId;
import io.parley.contracts.PersonId;
import io.parley.contracts.event.MessageSubmitted;
import io.parley.contracts.event.Post;
import io.parley.message.CallingTheApi;
import io.parley.platform.keys.DataKey;
import io.parley.platform.keys.KeyPurpose;
import io.parley.platform.submission.Outcome;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/// People who upload files, send them and get them, as clients do.
abstract class SendingFiles extends CallingTheApi {

    @LocalServerPort
    int port;

    @Autowired
    JdbcClient jdbc;

    final HttpClient http = HttpClient.newHttpClient();

    MessageId sends(String room, PersonId author, FileId file) {
        MessageId id = MessageId.next();
        assertThat(outcome(post(room, id, author, file))).isInstanceOf(Outcome.Accepted.class);
        return id;
    }

    MessageSubmitted.Builder post(String room, MessageId id, PersonId author, FileId file) {
        DataKey key = keys.current(author, KeyPurpose.MESSAGE);
        return command(room, id.value(), author)
                .setPost(Post.newBuilder()
                        .setContent(sealed(key, id.value(), room, content(file)))
                        .setFingerprint(ByteString.copyFrom(key.fingerprint(new byte[] {1})))
                        .setContentType("file")
                        .addFileIds(file.bytes()));
    }

    static String content(FileId file) {
        return "{\"type\":\"file\",\"fileId\":\"" + file + "\"}";
    }

    JsonNode sentAtOnce(String userName, String name, String mediaType, byte[] bytes) {
        Answer answer = sendAtOnce(userName, name, mediaType, bytes);
        assertThat(answer.status()).as(String.valueOf(answer.body())).isEqualTo(201);
        return answer.body();
    }

    Answer sendAtOnce(String userName, String name, String mediaType, byte[] bytes) {
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

    Answer announced(String userName, byte[] bytes, String hash) {
        Answer answer =
                post(userName, "/v1/files", announcement("a.bin", "application/octet-stream", bytes.length, hash));
        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.body().get("partSize").asLong()).isEqualTo(8_388_608);
        assertThat(answer.body().get("expiresAt").isString()).isTrue();
        return answer;
    }

    static String announcement(String name, String mediaType, long size, String hash) {
        return JSON.createObjectNode()
                .put("name", name)
                .put("mediaType", mediaType)
                .put("size", size)
                .put("sha256", hash)
                .toString();
    }

    HttpResponse<byte[]> download(String userName, String path, String... headers) {
        return exchange(userName, "GET", path, null, headers);
    }

    HttpResponse<byte[]> exchange(
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

    HttpResponse<byte[]> sent(HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    static String path(JsonNode file) {
        return "/v1/files/" + file.get("fileId").asString();
    }

    static FileId id(JsonNode file) {
        return FileId.parse(file.get("fileId").asString());
    }

    static String field(Answer answer) {
        return answer.body().get("violations").get(0).get("field").asString();
    }

    static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    static String sha256(byte[] bytes) {
        return HexFormat.of().formatHex(Hashes.sha256().digest(bytes));
    }

    static byte[] random(int count) {
        byte[] bytes = new byte[count];
        new Random(count).nextBytes(bytes);
        return bytes;
    }
}
