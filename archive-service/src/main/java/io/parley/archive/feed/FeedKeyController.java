package io.parley.archive.feed;

import io.parley.platform.identity.Caller;
import io.parley.platform.identity.PersonCaller;
import io.parley.platform.identity.ServiceCaller;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/v1/archive/feed/keys")
@Tag(name = "Archive feed", description = "What is archived, pulled by an outside archive and encrypted to it")
class FeedKeyController {

    private static final String DECIDING = "hasAnyRole('OFFICER', 'APPROVER', 'ADMIN')";

    private final FeedKeys keys;

    FeedKeyController(FeedKeys keys) {
        this.keys = keys;
    }

    /// @param clientId whose key it is
    record Decision(@Nullable String clientId, @Nullable String comment) {

        @Override
        public String toString() {
            return "[redacted]";
        }
    }

    @PutMapping("/{version}")
    @PreAuthorize("hasAuthority('SCOPE_archive.feed') or hasRole('ADMIN')")
    @Operation(
            summary = "Put a public key on file (a client its own, or role admin)",
            description =
                    "RSA of 2048 bits or more, or X25519. Versions ascend and never change. Nothing is encrypted to"
                            + " it before an approver agreed.")
    ResponseEntity<FeedKeyView> putFeedKey(@PathVariable int version, @RequestBody KeyRequest request, Caller caller) {
        FeedKeys.Added added = keys.add(version, request, caller);
        FeedKeyView view = FeedKeyView.of(added.key());
        return added.created()
                ? ResponseEntity.created(URI.create("/v1/archive/feed/keys/" + version))
                        .body(view)
                : ResponseEntity.ok(view);
    }

    @GetMapping
    @PreAuthorize("hasAuthority('SCOPE_archive.feed') or hasAnyRole('OFFICER', 'APPROVER', 'ADMIN', 'AUDITOR')")
    @Operation(summary = "Public keys on file: a client sees its own")
    FeedKeyView.Page feedKeys(@RequestParam(required = false) @Nullable String clientId, Caller caller) {
        String whose = caller instanceof ServiceCaller client ? client.clientId() : clientId;
        return new FeedKeyView.Page(
                keys.list(whose).stream().map(FeedKeyView::of).toList(), null);
    }

    @PostMapping("/{version}/approve")
    @PreAuthorize(DECIDING)
    @Operation(summary = "Have records encrypted to this key from now on (role approver, not who added it)")
    FeedKeyView approveFeedKey(@PathVariable int version, @RequestBody Decision decision, PersonCaller caller) {
        return decide(version, decision, FeedStep.APPROVED, caller);
    }

    @PostMapping("/{version}/refuse")
    @PreAuthorize(DECIDING)
    @Operation(summary = "Refuse a key (role approver, not who added it)")
    FeedKeyView refuseFeedKey(@PathVariable int version, @RequestBody Decision decision, PersonCaller caller) {
        return decide(version, decision, FeedStep.REFUSED, caller);
    }

    @PostMapping("/{version}/revoke")
    @PreAuthorize(DECIDING)
    @Operation(summary = "Never encrypt to this key again, at once (roles officer, approver, admin)")
    FeedKeyView revokeFeedKey(@PathVariable int version, @RequestBody Decision decision, PersonCaller caller) {
        return decide(version, decision, FeedStep.REVOKED, caller);
    }

    private FeedKeyView decide(int version, Decision decision, FeedStep step, PersonCaller caller) {
        return FeedKeyView.of(keys.decide(version, decision.clientId(), step, decision.comment(), caller));
    }
}
