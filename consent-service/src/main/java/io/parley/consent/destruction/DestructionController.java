package io.parley.consent.destruction;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.parley.platform.identity.PersonCaller;
import io.parley.platform.keys.KeyPurpose;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/v1/keys/destructions")
@Tag(name = "Keys")
class DestructionController {

    private static final String SECOND_PERSON = "hasAnyRole('PRIVACY', 'APPROVER')";
    private static final String READERS = "hasAnyRole('PRIVACY', 'APPROVER', 'AUDITOR')";

    private final DestructionDesk desk;
    private final DestructionStore store;

    DestructionController(DestructionDesk desk, DestructionStore store) {
        this.desk = desk;
        this.store = store;
    }

    /// @param from first month
    /// @param until last month
    /// @param keys how many were destroyed; absent while none were
    record DestructionView(
            String destructionId,
            String state,
            String personId,
            List<String> stores,
            String from,
            String until,
            String ground,
            String requestedBy,
            Instant requestedAt,
            @Nullable String decidedBy,
            @Nullable Instant decidedAt,
            @Nullable Integer keys) {

        static DestructionView of(Destruction one) {
            Destruction.@Nullable Decision decision = one.decision();
            return new DestructionView(
                    one.id().toString(),
                    one.state(),
                    one.person().toString(),
                    one.stores().stream().map(KeyPurpose::code).sorted().toList(),
                    one.from().toString(),
                    one.until().toString(),
                    one.ground().code(),
                    one.requestedBy().toString(),
                    one.requestedAt(),
                    decision == null ? null : decision.by().toString(),
                    decision == null ? null : decision.at(),
                    decision == null ? null : decision.keys());
        }
    }

    record DestructionPage(
            List<DestructionView> items,

            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable
            String nextCursor) {}

    @PostMapping
    @PreAuthorize("hasRole('PRIVACY')")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            summary = "Ask that data keys of a person be destroyed (role privacy)",
            description =
                    "What they sealed is then erased wherever it lies. A second person approves; of somebody who is"
                            + " still active only the keys of past months can go.")
    @ApiResponse(
            responseCode = "409",
            description = "`conflict`: the person is active and this month's keys are in use",
            content = {})
    DestructionView requestDestruction(@Valid @RequestBody DestructionRequest request, PersonCaller caller) {
        return DestructionView.of(desk.request(request, caller));
    }

    @PostMapping("/{destructionId}/approve")
    @PreAuthorize(SECOND_PERSON)
    @Operation(summary = "Destroy the keys now; not by who requested it (roles privacy, approver)")
    @ApiResponse(
            responseCode = "409",
            description = "`retention-required`: `holds` or `obligations` need the keys; the request stays open",
            content = {})
    DestructionView approveDestruction(@PathVariable UUID destructionId, PersonCaller caller) {
        return DestructionView.of(desk.approve(destructionId, caller));
    }

    @PostMapping("/{destructionId}/refuse")
    @PreAuthorize(SECOND_PERSON)
    @Operation(summary = "Refuse the request; not by who made it (roles privacy, approver)")
    DestructionView refuseDestruction(@PathVariable UUID destructionId, PersonCaller caller) {
        return DestructionView.of(desk.refuse(destructionId, caller));
    }

    @GetMapping("/{destructionId}")
    @PreAuthorize(READERS)
    @Operation(summary = "One request (roles privacy, approver, auditor)")
    DestructionView destruction(@PathVariable UUID destructionId) {
        return DestructionView.of(desk.get(destructionId));
    }

    @GetMapping
    @PreAuthorize(READERS)
    @Operation(summary = "All requests, oldest first (roles privacy, approver, auditor)")
    DestructionPage destructions(
            @RequestParam(defaultValue = "00000000-0000-0000-0000-000000000000") UUID after,
            @RequestParam(defaultValue = "50") @Min(1) @Max(1000) int limit) {
        List<Destruction> found = store.page(after, limit + 1);
        List<Destruction> shown = found.size() > limit ? found.subList(0, limit) : found;
        return new DestructionPage(
                shown.stream().map(DestructionView::of).toList(),
                found.size() > limit ? shown.getLast().id().toString() : null);
    }
}
