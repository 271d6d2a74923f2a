package io.parley.message.file;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.parley.contracts.ErrorCode;
import io.parley.contracts.FileId;
import io.parley.contracts.PersonId;
import io.parley.platform.problem.DomainException;
import io.parley.platform.store.ObjectStore;
import io.parley.platform.store.StoreDownException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;

/// Sends files and thumbnails to those who may read them: one small buffer per download, no database connection.
final class Downloads {

    private static final int BUFFER = 1 << 16;

    private final FileShelf shelf;
    private final FileKeys keys;
    private final ObjectStore store;
    private final Counter sent;

    Downloads(FileShelf shelf, FileKeys keys, ObjectStore store, MeterRegistry registry) {
        this.shelf = shelf;
        this.keys = keys;
        this.store = store;
        this.sent = registry.counter("parley.files.sent.bytes");
    }

    /// What may not be read does not exist.
    private StoredFile readable(FileId id, PersonId reader) {
        StoredFile file = shelf.readable(id, reader).orElseThrow(() -> DomainException.notFound("file"));
        if (!file.complete()) {
            throw new DomainException(ErrorCode.CONFLICT, "the upload is not finished")
                    .with("received", file.received());
        }
        return file;
    }

    void file(FileId id, PersonId reader, HttpServletRequest request, HttpServletResponse response) throws IOException {
        StoredFile file = readable(id, reader);
        About about = keys.about(file);
        String tag = "\"" + id + "\"";
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                ContentDisposition.attachment()
                        .filename(about.name(), StandardCharsets.UTF_8)
                        .build()
                        .toString());
        try (PlainFile plain = PlainFile.of(store, keys.cipher(file), shelf.parts(id))) {
            send(plain, new Form(about.mediaType(), tag), request, response);
        }
    }

    void thumbnail(FileId id, PersonId reader, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        StoredFile file = readable(id, reader);
        Part thumbnail = file.thumbnail();
        if (thumbnail == null) {
            throw DomainException.notFound("thumbnail");
        }
        try (PlainFile plain = PlainFile.thumbnail(store, keys.cipher(file), thumbnail)) {
            send(plain, new Form("image/jpeg", "\"" + id + "-thumbnail\""), request, response);
        }
    }

    private record Form(String mediaType, String tag) {}

    private void send(PlainFile plain, Form form, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        response.setHeader(HttpHeaders.ETAG, form.tag());
        response.setHeader(HttpHeaders.CACHE_CONTROL, "private, no-cache");
        if (form.tag().equals(request.getHeader(HttpHeaders.IF_NONE_MATCH))) {
            response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
            return;
        }
        ByteRange range = range(form.tag(), request, plain.size());
        if (range == null) {
            response.setHeader(HttpHeaders.CONTENT_RANGE, "bytes */" + plain.size());
            throw new DomainException(ErrorCode.RANGE_NOT_SATISFIABLE, "the file has " + plain.size() + " bytes");
        }
        plain.position(range.from());
        ByteBuffer first = first(plain);
        head(range, form.mediaType(), plain.size(), response);
        if (!request.getMethod().equals("HEAD")) {
            body(plain, range, first, response);
        }
    }

    /// `If-Range` with another tag asks for the whole (RFC 9110 §13.1.5).
    private static @org.jspecify.annotations.Nullable ByteRange range(
            String tag, HttpServletRequest request, long size) {
        String ifRange = request.getHeader(HttpHeaders.IF_RANGE);
        return ifRange == null || ifRange.equals(tag)
                ? ByteRange.of(request.getHeader(HttpHeaders.RANGE), size)
                : ByteRange.whole(size);
    }

    /// Read before the status is sent: a store that is down is a 503, not a broken answer.
    private static ByteBuffer first(PlainFile plain) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
        try {
            var _ = plain.read(buffer);
            return buffer.flip();
        } catch (StoreDownException down) {
            throw DomainException.unavailable("the file store", down);
        } catch (IOException damaged) {
            throw new IllegalStateException("stored part: does not open (expected: as it was written)", damaged);
        }
    }

    private static void head(ByteRange range, String mediaType, long size, HttpServletResponse response) {
        response.setStatus(range.partial() ? HttpServletResponse.SC_PARTIAL_CONTENT : HttpServletResponse.SC_OK);
        response.setHeader(HttpHeaders.ACCEPT_RANGES, "bytes");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Content-Security-Policy", "default-src 'none'; sandbox");
        response.setHeader(HttpHeaders.CONTENT_TYPE, mediaType);
        response.setContentLengthLong(range.bytes());
        if (range.partial()) {
            response.setHeader(HttpHeaders.CONTENT_RANGE, range.contentRange(size));
        }
    }

    private void body(PlainFile plain, ByteRange range, ByteBuffer first, HttpServletResponse response) {
        ByteBuffer buffer = first;
        long left = range.bytes();
        try {
            while (left > 0) {
                int count = (int) Math.min(left, buffer.remaining());
                response.getOutputStream().write(buffer.array(), 0, count);
                sent.increment(count);
                left -= count;
                if (left > 0) {
                    buffer.clear();
                    var _ = plain.read(buffer);
                    buffer.flip();
                }
            }
        } catch (IOException brokeOff) {
            throw new BrokenTransferException(brokeOff);
        }
    }
}
