package io.parley.archive.export;

import io.parley.archive.grant.Grants;
import io.parley.contracts.AuditAction;
import io.parley.contracts.ErrorCode;
import io.parley.platform.audit.AuditTrail;
import io.parley.platform.identity.PersonCaller;
import io.parley.platform.problem.DomainException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.Objects;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/// Hands a ready export to who asked for it, while the grant lives; the record of it is durable before the first byte
/// leaves.
@Component
class ExportDownloads {

    /// How much goes out between two looks at the grant.
    private static final int AT_ONCE = 1 << 20;

    private final Exports exports;
    private final ExportVault vault;
    private final Grants grants;
    private final AuditTrail audit;

    ExportDownloads(Exports exports, ExportVault vault, Grants grants, AuditTrail audit) {
        this.exports = exports;
        this.vault = vault;
        this.grants = grants;
        this.audit = audit;
    }

    void send(ExportId id, PersonCaller caller, HttpServletResponse response) {
        Export export = own(id, caller);
        grants.live(export.grant(), caller);
        Export.Result result = result(export);
        requireWhole(export);
        try (InputStream zip = vault.open(export)) {
            byte[] first = zip.readNBytes(AT_ONCE);
            audit.recordNow(Exports.event(AuditAction.ARCHIVE_EXPORTED, export)
                    .by(caller)
                    .affecting(vault.authors(export))
                    .detail("records", result.records())
                    .detail("conversations", result.conversations())
                    .detail("manifest", HexFormat.of().formatHex(result.manifestSha256())));
            head(export, result, response);
            body(first, zip, export, caller, response);
        } catch (IOException damaged) {
            throw new UncheckedIOException("export " + id + ": does not open", damaged);
        }
    }

    private Export own(ExportId id, PersonCaller caller) {
        Export export = exports.visible(id, caller);
        if (!export.isRequestedBy(caller.personId())) {
            throw new DomainException(ErrorCode.FORBIDDEN, "export: only who asked for it downloads it");
        }
        return export;
    }

    private static Export.Result result(Export export) {
        if (export.state() != ExportState.READY) {
            throw new DomainException(
                    ErrorCode.CONFLICT, "export.state: " + export.state().code() + " (expected: ready)");
        }
        return Objects.requireNonNull(export.result());
    }

    private void requireWhole(Export export) {
        if (!vault.whole(export)) {
            exports.fail(export, ExportFailure.KEY_DESTROYED, null);
            throw new DomainException(ErrorCode.CONFLICT, "export.state: failed, a key in it was destroyed");
        }
    }

    private static void head(Export export, Export.Result result, HttpServletResponse response) {
        response.setContentType("application/zip");
        response.setContentLengthLong(result.size());
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                ContentDisposition.attachment()
                        .filename("export-" + export.id() + ".zip")
                        .build()
                        .toString());
    }

    /// A grant that ends meanwhile ends the download: its zip then lacks the end, and opens nowhere.
    private void body(byte[] first, InputStream zip, Export export, PersonCaller caller, HttpServletResponse response) {
        try {
            for (byte[] part = first; part.length > 0; part = zip.readNBytes(AT_ONCE)) {
                if (grants.live(export.grant(), caller.personId()).isEmpty()) {
                    throw new BrokenOffException(new IOException("export " + export.id() + ": the grant ended"));
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
