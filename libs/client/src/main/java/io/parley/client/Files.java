package io.parley.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/// Uploads in parts that survive interruptions, downloads that go on where they stopped.
public final class Files {

    private static final String PATH = "/v1/files";
    private static final LongConsumer NOBODY = _ -> {};

    private final Rest rest;

    Files(Rest rest) {
        this.rest = rest;
    }

    /// @param received where the next part begins
    /// @param expiresAt null once a message named the file
    public record Upload(
            FileId fileId,
            String state,
            long size,
            long received,
            long partSize,
            @Nullable Instant expiresAt) {

        public boolean complete() {
            return state.equals("complete");
        }
    }

    public record Usage(long files, long bytes, long limitBytes) {}

    /// Begins an upload; the parts follow with [#resume(FileId, Path, LongConsumer)].
    ///
    /// @param sha256 of the content, in hexadecimal digits
    public Upload announce(String name, String mediaType, long size, String sha256) {
        return Json.as(
                rest.post(PATH, Map.of("name", name, "mediaType", mediaType, "size", size, "sha256", sha256)),
                Upload.class);
    }

    /// Reads the file twice: once for its hash, once to send it.
    public FileId upload(Path file, String mediaType) throws IOException {
        return upload(file, mediaType, NOBODY);
    }

    /// @param progress hears how many bytes the server has
    public FileId upload(Path file, String mediaType, LongConsumer progress) throws IOException {
        Path name = file.getFileName();
        Upload upload = announce(
                name == null ? "file" : name.toString(), mediaType, java.nio.file.Files.size(file), hash(file));
        return resume(upload.fileId(), file, progress);
    }

    /// Keeps what a stream gives on the disk until it is sent: its length and hash are asked for first, and an
    /// interrupted part is sent again.
    public FileId upload(String name, InputStream content, String mediaType) throws IOException {
        Path kept = java.nio.file.Files.createTempFile("parley-upload", null);
        try {
            java.nio.file.Files.copy(content, kept, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            Upload upload = announce(name, mediaType, java.nio.file.Files.size(kept), hash(kept));
            return resume(upload.fileId(), kept, NOBODY);
        } finally {
            java.nio.file.Files.deleteIfExists(kept);
        }
    }

    /// Goes on where the server is; also after this program or the server was restarted.
    ///
    /// @throws UncheckedIOException when the line breaks: call it again
    public FileId resume(FileId id, Path file, LongConsumer progress) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            Upload upload = status(id);
            while (!upload.complete()) {
                progress.accept(upload.received());
                upload = next(upload, channel);
            }
            progress.accept(upload.size());
            return id;
        }
    }

    /// One part. When another one took its place, the server says where to go on.
    private Upload next(Upload upload, FileChannel channel) throws IOException {
        long first = upload.received();
        long count = Math.min(upload.partSize(), upload.size() - first);
        channel.position(first);
        byte[] part = Channels.newInputStream(channel).readNBytes(Math.toIntExact(count));
        String range = "bytes " + first + "-" + (first + count - 1) + "/" + upload.size();
        try {
            return Json.as(
                    rest.putBytes(PATH + "/" + upload.fileId() + "/content", range, BodyPublishers.ofByteArray(part)),
                    Upload.class);
        } catch (ProblemException refused) {
            Long received = refused.problem().received();
            if (received == null || received == first) {
                throw refused;
            }
            return status(upload.fileId());
        }
    }

    public Upload status(FileId id) {
        return Json.as(rest.get(PATH + "/" + id + "/status"), Upload.class);
    }

    /// The content from a byte on; the caller closes it.
    public InputStream open(FileId id, long from) {
        return from == 0
                ? rest.stream(PATH + "/" + id).body()
                : rest.stream(PATH + "/" + id, "Range", "bytes=" + from + "-").body();
    }

    /// @param to inclusive
    public byte[] range(FileId id, long from, long to) throws IOException {
        try (InputStream in = rest.stream(PATH + "/" + id, "Range", "bytes=" + from + "-" + to)
                .body()) {
            return in.readAllBytes();
        }
    }

    /// Writes the file, going on after what an earlier try has written already.
    public void download(FileId id, Path to) throws IOException {
        long from = java.nio.file.Files.exists(to) ? java.nio.file.Files.size(to) : 0;
        HttpResponse<InputStream> answer = from == 0
                ? rest.stream(PATH + "/" + id)
                : rest.stream(PATH + "/" + id, "Range", "bytes=" + (from - 1) + "-");
        boolean goesOn = answer.statusCode() == 206;
        try (InputStream in = answer.body();
                OutputStream out = java.nio.file.Files.newOutputStream(
                        to,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE,
                        goesOn ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING)) {
            if (goesOn) {
                in.skipNBytes(1);
            }
            in.transferTo(out);
        }
    }

    /// A small JPEG of an image. `not-found` while there is none.
    public byte[] thumbnail(FileId id) {
        return rest.bytes(PATH + "/" + id + "/thumbnail");
    }

    /// A file of one's own that no message names.
    public void delete(FileId id) {
        var _ = rest.delete(PATH + "/" + id);
    }

    public Usage usage() {
        return Json.as(rest.get("/v1/me/files"), Usage.class);
    }

    private static String hash(Path file) throws IOException {
        MessageDigest digest = sha256();
        try (InputStream in = new DigestInputStream(java.nio.file.Files.newInputStream(file), digest)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256: absent (expected: in every Java platform)", e);
        }
    }
}
