package io.parley.audit.completeness;

import static io.parley.contracts.AuditAction.AUDIT_COMPLETENESS_READ;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.parley.contracts.ErrorCode;
import io.parley.platform.audit.AuditEvent;
import io.parley.platform.audit.AuditTrail;
import io.parley.platform.identity.PersonCaller;
import io.parley.platform.identity.Role;
import io.parley.platform.problem.DomainException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/v1/audit/completeness")
@Tag(name = "Audit")
class CompletenessController {

    private static final int MOST = 1000;

    private final StreamStore streams;
    private final AuditTrail trail;

    CompletenessController(StreamStore streams, AuditTrail trail) {
        this.streams = streams;
        this.trail = trail;
    }

    @GetMapping
    @Operation(
            summary = "Whether events are missing",
            description = "Services number their events; what did not arrive is listed here, at most 1000 runs of it."
                    + " The question is recorded before this answer is given.")
    @ApiResponse(responseCode = "200", description = "How many streams there are and what is missing")
    @ApiResponse(responseCode = "403", description = "Not an auditor")
    Report report(PersonCaller caller) {
        if (!caller.has(Role.AUDITOR)) {
            throw new DomainException(ErrorCode.FORBIDDEN, "role: not auditor (expected: auditor)");
        }
        StreamStore.Summary summary = streams.summary();
        List<Missing> missing =
                streams.gaps(MOST).stream().map(CompletenessController::missing).toList();
        trail.recordNow(AuditEvent.of(AUDIT_COMPLETENESS_READ)
                .by(caller)
                .on("audit-log", "streams")
                .detail("missing", summary.missing()));
        return new Report(summary.streams(), summary.missing(), missing);
    }

    @Schema(name = "AuditCompleteness")
    record Report(
            @Schema(description = "Runs of numbers: one per process, and those of the services' databases")
            long streams,

            @Schema(description = "Numbered events that did not arrive in time")
            long missing,

            List<Missing> gaps) {}

    @Schema(name = "AuditGap")
    record Missing(
            UUID stream,
            String service,
            long first,
            long last,
            Instant noticedAt,

            @Schema(description = "Absent while the event may still be on its way")
            @JsonInclude(JsonInclude.Include.NON_NULL)
            @Nullable
            Instant reportedAt) {}

    private static Missing missing(StreamStore.Reported found) {
        Gap gap = found.gap();
        return new Missing(
                found.stream(),
                found.service(),
                gap.first(),
                gap.last(),
                gap.noticedAt(),
                gap.reportedAt().orElse(null));
    }
}
