package io.parley.archive.retention;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.parley.archive.officer.ListQuery;
import io.parley.platform.retention.AppliedApi;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/v1/archive/retention-certificates")
@PreAuthorize("hasAnyRole('OFFICER', 'PRIVACY', 'APPROVER', 'AUDITOR')")
@Tag(name = "Retention")
class CertificateController {

    private final Certificates certificates;
    private final CertificateStore store;
    private final AppliedApi elsewhere;

    CertificateController(Certificates certificates, CertificateStore store, AppliedApi elsewhere) {
        this.certificates = certificates;
        this.store = store;
        this.elsewhere = elsewhere;
    }

    record CertificatePage(
            List<Certificate> items,

            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable
            String nextCursor) {}

    record RangePage(
            List<PurgedRange> items,

            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable
            String nextCursor) {}

    @GetMapping
    @Operation(summary = "Certificates of what retention destroyed, oldest first")
    CertificatePage retentionCertificates(
            @RequestParam(required = false) @Nullable String after, @RequestParam(defaultValue = "100") int limit) {
        ListQuery asked = ListQuery.of(after, limit);
        List<Certificate> oneMore = store.page(asked.after(), limit + 1);
        return new CertificatePage(
                oneMore.stream().limit(limit).toList(),
                next(oneMore, limit, certificate -> certificate.certificateId().toString()));
    }

    @GetMapping("/{id}")
    @Operation(summary = "One certificate of what a sweep destroyed")
    Certificate retentionCertificate(@PathVariable UUID id) {
        return certificates.get(id);
    }

    @GetMapping("/{id}/applied")
    @Operation(
            summary = "How much of a certificate is carried out in conversations",
            description = "message-service destroys its own copies, their files and what devices have, as soon as it"
                    + " hears of a sweep. `messages` grows to the certificate's `records`, unless a hold was placed in"
                    + " between, which keeps the copies that are left.")
    AppliedApi.Applied applied(@PathVariable UUID id) {
        return elsewhere.applied(certificates.get(id).certificateId());
    }

    @GetMapping("/{id}/ranges")
    @Operation(summary = "Which numbers of which conversations a sweep destroyed")
    RangePage purgedRanges(
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(defaultValue = "100") int limit) {
        ListQuery.of(null, limit);
        var sweep = new SweepId(certificates.get(id).certificateId());
        List<PurgedRange> oneMore = store.ranges(sweep, PurgedRange.Cursor.of(after), limit + 1);
        return new RangePage(oneMore.stream().limit(limit).toList(), next(oneMore, limit, PurgedRange::cursor));
    }

    private static <T> @Nullable String next(List<T> oneMore, int limit, Function<T, String> cursor) {
        return oneMore.size() > limit ? cursor.apply(oneMore.get(limit - 1)) : null;
    }
}
