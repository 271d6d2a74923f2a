package io.parley.archive;

import com.sun.net.httpserver.HttpExchange;
import io.parley.contracts.FileId;
import io.parley.testing.TestHttp;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// Plays message-service's part for files.
final class NeighbourFiles {

    private static final Pattern PATH =
            Pattern.compile("/internal/conversations/([^/]+)/facts/(\\d+)/files/([^/]+?)(/bytes)?");

    private final Map<String, Upload> uploads = new ConcurrentHashMap<>();
    private final Set<String> asked = ConcurrentHashMap.newKeySet();
    volatile boolean down;

    /// @param claimed the hash that is told of them
    record Upload(String name, String mediaType, byte[] bytes, String claimed, long size) {}

    NeighbourFiles(TestHttp http) {
        http.handle("/internal/conversations", this::answer);
    }

    FileId upload(String name, String mediaType, byte[] bytes) {
        return upload(new Upload(name, mediaType, bytes, sha256(bytes), bytes.length));
    }

    /// What comes is not what was uploaded.
    FileId uploadDamaged(byte[] bytes) {
        return upload(new Upload("damaged", "text/plain", bytes, sha256(new byte[] {1}), bytes.length));
    }

    FileId uploadHuge(long size) {
        return upload(new Upload("huge", "text/plain", new byte[0], sha256(new byte[0]), size));
    }

    private FileId upload(Upload upload) {
        FileId id = FileId.next();
        uploads.put(id.toString(), upload);
        return id;
    }

    boolean wasAsked(FileId file) {
        return asked.contains(file.toString());
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            Matcher path = PATH.matcher(exchange.getRequestURI().getPath());
            if (down || !path.matches()) {
                exchange.sendResponseHeaders(down ? 503 : 404, -1);
                return;
            }
            asked.add(path.group(3));
            @Nullable Upload upload = uploads.get(path.group(3));
            if (path.group(4) == null) {
                send(exchange, "application/json", about(upload));
            } else if (upload != null) {
                send(
                        exchange,
                        "application/octet-stream",
                        piece(upload, exchange.getRequestURI().getQuery()));
            }
        }
    }

    private static byte[] about(@Nullable Upload upload) {
        Map<String, Object> answer = new HashMap<>();
        answer.put(
                "file",
                upload == null
                        ? null
                        : Map.of(
                                "name", upload.name(),
                                "mediaType", upload.mediaType(),
                                "size", upload.size(),
                                "sha256", upload.claimed()));
        return JsonMapper.shared().writeValueAsBytes(answer);
    }

    private static byte[] piece(Upload upload, String query) {
        Map<String, Integer> asked = new HashMap<>();
        for (String pair : URLDecoder.decode(query, StandardCharsets.UTF_8).split("&", -1)) {
            String[] parts = pair.split("=", 2);
            asked.put(parts[0], Integer.valueOf(parts[1]));
        }
        int from = asked.getOrDefault("from", 0);
        int most = asked.getOrDefault("most", 0);
        return Arrays.copyOfRange(upload.bytes(), from, Math.min(upload.bytes().length, from + most));
    }

    private static void send(HttpExchange exchange, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
