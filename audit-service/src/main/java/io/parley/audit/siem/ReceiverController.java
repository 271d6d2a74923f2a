package io.parley.audit.siem;

import io.parley.audit.event.EventFeed;
import io.parley.contracts.ErrorCode;
import io.parley.platform.identity.PersonCaller;
import io.parley.platform.identity.Role;
import io.parley.platform.problem.DomainException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/v1/audit/receivers")
@Tag(name = "Audit")
class ReceiverController {

    private final ReceiverStore store;
    private final SiemMeters meters;
    private final EventFeed feed;

    ReceiverController(ReceiverStore store, SiemMeters meters, EventFeed feed) {
        this.store = store;
        this.meters = meters;
        this.feed = feed;
    }

    @GetMapping
    @Operation(
            summary = "How far pushed events are",
            description =
                    "Each receiver of the settings (`parley.audit.siem.receivers`), by name: what it has got, what"
                            + " waits, and why the last delivery failed. Nothing of an event, and no secret.")
    @ApiResponse(responseCode = "200", description = "The receivers")
    @ApiResponse(responseCode = "403", description = "Neither auditor nor administrator")
    Receivers receivers(PersonCaller caller) {
        if (!caller.has(Role.AUDITOR) && !caller.has(Role.ADMIN)) {
            throw new DomainException(ErrorCode.FORBIDDEN, "role: (expected: auditor or admin)");
        }
        long size = feed.size();
        return new Receivers(
                store.all().stream().map(state -> receiver(state, size)).toList());
    }

    @Schema(name = "AuditReceivers")
    record Receivers(List<Receiver> items) {}

    @Schema(name = "AuditReceiver")
    record Receiver(
            String name,

            @Schema(allowableValues = {"webhook", "syslog", "kafka"})
            String kind,

            @Schema(description = "Host and port, or topic") String destination,

            @Schema(description = "Index in the log of the next event to push")
            long position,

            @Schema(description = "Events that it has not got")
            long waiting,

            @Schema(description = "How long the first of them has been waiting")
            long lagSeconds,

            @Nullable Instant deliveredAt,

            @Schema(description = "Absent when no delivery has failed yet") @Nullable
            Failure lastFailure) {}

    @Schema(name = "AuditReceiverFailure")
    record Failure(
            Instant at,

            @Schema(
                    description =
                            "A code, as `http-503`, `tls`, `unreachable`; absent once a delivery has succeeded again")
            @Nullable
            String reason,

            @Schema(description = "Failures in a row, 0 once a delivery has succeeded again")
            int inARow) {}

    private Receiver receiver(ReceiverStore.State state, long size) {
        Instant failedAt = state.failedAt();
        return new Receiver(
                state.name(),
                state.kind(),
                state.destination(),
                state.position(),
                Math.max(0, size - state.position()),
                meters.lag(state).toSeconds(),
                state.deliveredAt(),
                failedAt == null ? null : new Failure(failedAt, state.failure(), state.failures()));
    }
}
