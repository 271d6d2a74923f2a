package io.parley.archive.grant;

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
@RequestMapping("/v1/archive/grants")
@Tag(name = "Archive grants", description = "Permission to read the archive: asked for by one person, given by another")
class GrantController {

    private final Grants grants;

    GrantController(Grants grants) {
        this.grants = grants;
    }

    @PostMapping
    @PreAuthorize("hasRole('OFFICER')")
    @Operation(summary = "Ask for a grant to read the archive")
    ResponseEntity<GrantView> request(@RequestBody GrantRequest request, PersonCaller caller) {
        GrantView grant = GrantView.of(grants.request(request, caller));
        return ResponseEntity.created(URI.create("/v1/archive/grants/" + grant.grantId()))
                .body(grant);
    }

    @GetMapping
    @PreAuthorize("hasAnyRole('OFFICER', 'APPROVER')")
    @Operation(summary = "Own grants; for approvers, all")
    GrantPage list(
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(defaultValue = "100") int limit,
            PersonCaller caller) {
        ListQuery asked = ListQuery.of(after, limit);
        return GrantPage.of(grants.list(caller, asked.after(), limit + 1), limit);
    }

    @GetMapping("/{id}")
    @PreAuthorize("hasAnyRole('OFFICER', 'APPROVER')")
    @Operation(summary = "One grant")
    GrantView one(@PathVariable UUID id, PersonCaller caller) {
        return GrantView.of(grants.visible(id, caller));
    }

    @PostMapping("/{id}/approve")
    @Operation(summary = "Approve another person's request (role approver)")
    GrantView approve(
            @PathVariable UUID id, @RequestBody(required = false) @Nullable Remark remark, PersonCaller caller) {
        return GrantView.of(grants.approve(id, Remark.text(remark), caller));
    }

    @PostMapping("/{id}/refuse")
    @Operation(summary = "Refuse another person's request (role approver)")
    GrantView refuse(
            @PathVariable UUID id, @RequestBody(required = false) @Nullable Remark remark, PersonCaller caller) {
        return GrantView.of(grants.refuse(id, Remark.text(remark), caller));
    }

    @PostMapping("/{id}/revoke")
    @PreAuthorize("hasAnyRole('OFFICER', 'APPROVER')")
    @Operation(summary = "End a grant (its requester, or role approver)")
    GrantView revoke(
            @PathVariable UUID id, @RequestBody(required = false) @Nullable Remark remark, PersonCaller caller) {
        return GrantView.of(grants.revoke(id, Remark.text(remark), caller));
    }
}
