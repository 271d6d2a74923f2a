package io.parley.archive.reading;

import io.parley.archive.file.ArchivedFile;
import io.parley.archive.file.ArchivedFiles;
import io.parley.archive.file.FileState;
import io.parley.archive.file.OpenFile;
import io.parley.archive.grant.Grants;
import io.parley.archive.grant.LiveGrant;
import io.parley.contracts.AuditAction;
import io.parley.contracts.ErrorCode;
import io.parley.contracts.PersonId;
import io.parley.platform.audit.AuditTrail;
import io.parley.platform.identity.PersonCaller;
import io.parley.platform.problem.DomainException;
import io.parley.platform.store.StoreDownException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Service;

/// Reading files: as reading words, under a live grant and within its scope, counted, and on record before the first
/// byte leaves.
@Service
class FileReading {

    /// How much goes out between two looks at the grant.
    private static final int AT_ONCE = 1 << 20;

    private final Grants grants;
    private final Search search;
    private final RecordShelf shelf;
    private final ArchivedFiles files;
    private final AuditTrail audit;

    FileReading(Grants grants, Search search, RecordShelf shelf, ArchivedFiles files, AuditTrail audit) {
        this.grants = grants;
        this.search = search;
        this.shelf = shelf;
        this.files = files;
        this.audit = audit;
    }

    void send(UUID recordId, UUID fileId, @Nullable UUID grantId, PersonCaller caller, HttpServletResponse response) {
        LiveGrant grant = grants.live(grantId, caller);
        OpenVersion version = version(recordId, grant);
        OpenFile file = file(version, recordId, fileId);
        try (InputStream bytes = open(file)) {
            byte[] first = first(bytes);
            grants.use(grant, caller, 1);
            audit.recordNow(ArchiveReading.under(grant, AuditAction.ARCHIVE_VIEWED, caller)
                    .on("record", recordId.toString())
                    .affecting(List.of(new PersonId(version.stored().sender())))
                    .detail("fileId", fileId));
            head(file, response);
            body(first, bytes, grant, caller, response);
        } catch (IOException notClosed) {
            throw new UncheckedIOException("file of record " + recordId + ": not closed", notClosed);
        }
    }

    private OpenVersion version(UUID recordId, LiveGrant grant) {
        MessageKey message = shelf.messageOf(recordId).orElseThrow(() -> DomainException.notFound("record"));
        return search.version(recordId, message, Condition.of(grant.scope()))
                .orElseThrow(ArchiveReading::beyondTheGrant);
    }

    private OpenFile file(OpenVersion version, UUID recordId, UUID fileId) {
        ArchivedFile file = version.files().stream()
                .filter(one -> one.fileId().equals(fileId))
                .findFirst()
                .orElseThrow(() -> DomainException.notFound("file"));
        if (file.state() != FileState.ARCHIVED) {
            throw notThere(file);
        }
        return files.open(recordId, fileId).orElseThrow(() -> DomainException.notFound("file"));
    }

    private static DomainException notThere(ArchivedFile file) {
        String state = file.state().code();
        var problem = new DomainException(ErrorCode.CONFLICT, "file.state: " + state + " (expected: archived)")
                .with("state", state);
        return file.reason() == null ? problem : problem.with("reason", file.reason());
    }

    private static InputStream open(OpenFile file) throws IOException {
        try {
            return file.bytes().open();
        } catch (StoreDownException down) {
            throw DomainException.unavailable("the archive's file store", down);
        }
    }

    /// Read before anything is counted or sent: a store that is down is a 503, not a broken answer.
    private static byte[] first(InputStream bytes) {
        try {
            return bytes.readNBytes(AT_ONCE);
        } catch (StoreDownException down) {
            throw DomainException.unavailable("the archive's file store", down);
        } catch (IOException damaged) {
            throw new IllegalStateException("archived file: does not open (expected: as it was written)", damaged);
        }
    }

    private static void head(OpenFile file, HttpServletResponse response) {
        ArchivedFile about = file.file();
        response.setContentType(Objects.requireNonNull(about.mediaType()));
        response.setContentLengthLong(file.size());
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Content-Security-Policy", "default-src 'none'; sandbox");
        Base64.Encoder base64 = Base64.getEncoder();
        byte[] sha256 = HexFormat.of().parseHex(Objects.requireNonNull(about.sha256()));
        response.setHeader("Repr-Digest", "sha-256=:" + base64.encodeToString(sha256) + ":");
        response.setHeader("Parley-Salt", base64.encodeToString(file.salt()));
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                ContentDisposition.attachment()
                        .filename(Objects.requireNonNull(about.name()), StandardCharsets.UTF_8)
                        .build()
                        .toString());
    }

    /// A grant that ends meanwhile ends the download.
    private void body(
            byte[] first, InputStream bytes, LiveGrant grant, PersonCaller caller, HttpServletResponse response) {
        try {
            for (byte[] part = first; part.length > 0; part = bytes.readNBytes(AT_ONCE)) {
                if (grants.live(grant.id().value(), caller.personId()).isEmpty()) {
                    throw new BrokenOffException(new IOException("file: the grant ended"));
                }
                response.getOutputStream().write(part);
            }
        } catch (IOException brokeOff) {
            throw new BrokenOffException(brokeOff);
        }
    }

    static final class BrokenOffException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        BrokenOffException(IOException cause) {
            super(cause);
        }
    }
}
