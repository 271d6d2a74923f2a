package io.parley.archive.retention;

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
@RequestMapping("/v1/archive/retention-policies")
@Tag(name = "Retention", description = "How long archived records are kept, and proof of what was destroyed")
class RetentionController {

    private static final String ASKING = "hasAnyRole('OFFICER', 'PRIVACY')";
    private static final String ALL = "hasAnyRole('OFFICER', 'PRIVACY', 'APPROVER')";
    private static final String READERS = "hasAnyRole('OFFICER', 'PRIVACY', 'APPROVER', 'AUDITOR')";

    private final Policies policies;
    private final DryRun dryRun;

    RetentionController(Policies policies, DryRun dryRun) {
        this.policies = policies;
        this.dryRun = dryRun;
    }

    @PostMapping
    @PreAuthorize(ASKING)
    @Operation(summary = "Ask for a retention policy; it acts once an approver agreed (roles officer, privacy)")
    ResponseEntity<PolicyView> requestRetention(@RequestBody PolicyRequest request, PersonCaller caller) {
        PolicyView policy = PolicyView.of(policies.request(request, caller));
        return ResponseEntity.created(URI.create("/v1/archive/retention-policies/" + policy.policyId()))
                .body(policy);
    }

    @GetMapping
    @PreAuthorize(READERS)
    @Operation(summary = "Retention policies, retired ones too")
    PolicyPage retentionPolicies(
            @RequestParam(required = false) @Nullable String after, @RequestParam(defaultValue = "100") int limit) {
        return PolicyPage.of(policies.list(ListQuery.of(after, limit)), limit);
    }

    @GetMapping("/{id}")
    @PreAuthorize(READERS)
    @Operation(summary = "One retention policy")
    PolicyView retentionPolicy(@PathVariable UUID id) {
        return PolicyView.of(policies.get(id));
    }

    @PostMapping("/{id}/dry-run")
    @PreAuthorize(ALL)
    @Operation(summary = "What the policy would destroy now, and what holds back the rest; no content")
    DryRunReport dryRunRetention(@PathVariable UUID id, PersonCaller caller) {
        return dryRun.of(policies.get(id), caller);
    }

    @PostMapping("/{id}/approve")
    @PreAuthorize(ALL)
    @Operation(summary = "Approve another person's policy (role approver)")
    PolicyView approveRetention(
            @PathVariable UUID id, @RequestBody(required = false) @Nullable Remark remark, PersonCaller caller) {
        return PolicyView.of(policies.approve(id, Remark.text(remark), caller));
    }

    @PostMapping("/{id}/refuse")
    @PreAuthorize(ALL)
    @Operation(summary = "Refuse another person's policy (role approver)")
    PolicyView refuseRetention(
            @PathVariable UUID id, @RequestBody(required = false) @Nullable Remark remark, PersonCaller caller) {
        return PolicyView.of(policies.refuse(id, Remark.text(remark), caller));
    }

    @PostMapping("/{id}/retire")
    @PreAuthorize(ALL)
    @Operation(
            summary = "End a policy (roles officer, privacy, approver)",
            description = "One to delete ends at once. One to keep ends when another person, with the role approver,"
                    + " calls this too.")
    PolicyView retireRetention(
            @PathVariable UUID id, @RequestBody(required = false) @Nullable Remark remark, PersonCaller caller) {
        return PolicyView.of(policies.retire(id, Remark.text(remark), caller));
    }
}
