package io.parley.archive.hold;

import io.parley.archive.officer.ListQuery;
import io.parley.archive.officer.Remark;
import io.parley.platform.identity.PersonCaller;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/v1/archive/holds")
@Tag(name = "Legal holds", description = "What nobody may destroy until two persons release it")
class HoldController {

    private static final String READERS = "hasAnyRole('OFFICER', 'APPROVER', 'AUDITOR', 'PRIVACY')";

    private final Holds holds;

    HoldController(Holds holds) {
        this.holds = holds;
    }

    @PostMapping
    @PreAuthorize("hasRole('OFFICER')")
    @Operation(summary = "Place a legal hold (role officer)")
    ResponseEntity<HoldView> place(@RequestBody HoldRequest request, PersonCaller caller) {
        HoldView hold = HoldView.of(holds.place(request, caller));
        return ResponseEntity.created(URI.create("/v1/archive/holds/" + hold.holdId()))
                .body(hold);
    }

    @GetMapping
    @PreAuthorize(READERS)
    @Operation(summary = "Legal holds, released ones too; silent ones not to those under them")
    HoldPage holds(
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(defaultValue = "100") int limit,
            PersonCaller caller) {
        return HoldPage.of(holds.list(caller, ListQuery.of(after, limit)), limit);
    }

    @GetMapping("/{id}")
    @PreAuthorize(READERS)
    @Operation(summary = "One legal hold")
    HoldView hold(@PathVariable UUID id, PersonCaller caller) {
        return HoldView.of(holds.told(new HoldId(id), caller));
    }

    @PostMapping("/{id}/review")
    @PreAuthorize("hasAnyRole('OFFICER', 'APPROVER')")
    @Operation(summary = "Say that a hold is still needed, and when to look again (roles officer, approver)")
    HoldView reviewHold(@PathVariable UUID id, @RequestBody ReviewRequest request, PersonCaller caller) {
        return HoldView.of(holds.review(new HoldId(id), request, caller));
    }

    @PostMapping("/{id}/release")
    @PreAuthorize("hasAnyRole('OFFICER', 'APPROVER')")
    @Operation(
            summary = "Ask to release a hold, or grant it (roles officer, approver); destroys nothing",
            description = "The first call asks. The second, by somebody who neither asked nor placed it, releases it.")
    HoldView release(
            @PathVariable UUID id, @RequestBody(required = false) @Nullable Remark remark, PersonCaller caller) {
        return HoldView.of(holds.release(new HoldId(id), Remark.text(remark), caller));
    }

    @PostMapping("/{id}/disposition")
    @PreAuthorize("hasAnyRole('OFFICER', 'PRIVACY', 'APPROVER')")
    @Operation(
            summary = "Ask that what a released hold kept may go, or grant it (roles officer, privacy, approver)",
            description = "The first call asks. The second, by another person with the role approver, grants it: from"
                    + " then on retention and key destruction go their way.")
    HoldView disposition(
            @PathVariable UUID id, @RequestBody(required = false) @Nullable Remark remark, PersonCaller caller) {
        return HoldView.of(holds.dispose(new HoldId(id), Remark.text(remark), caller));
    }
}
