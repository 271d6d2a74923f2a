package io.parley.archive.feed;

import io.parley.archive.officer.ListQuery;
import io.parley.archive.officer.Remark;
import io.parley.platform.identity.PersonCaller;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.time.Clock;
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
@RequestMapping("/v1/archive/feed/authorisations")
@Tag(name = "Archive feed", description = "What is archived, pulled by an outside archive and encrypted to it")
class AuthorisationController {

    private static final String BOTH = "hasAnyRole('OFFICER', 'APPROVER')";
    private static final String READERS = "hasAnyRole('OFFICER', 'APPROVER', 'AUDITOR', 'PRIVACY')";

    private final Authorisations authorisations;
    private final Clock clock;

    AuthorisationController(Authorisations authorisations, Clock clock) {
        this.authorisations = authorisations;
        this.clock = clock;
    }

    @PostMapping
    @PreAuthorize("hasRole('OFFICER')")
    @Operation(summary = "Ask that a client may be fed the archive of this region (role officer)")
    ResponseEntity<AuthorisationView> requestFeed(@RequestBody AuthorisationRequest request, PersonCaller caller) {
        AuthorisationView asked = view(authorisations.request(request, caller));
        return ResponseEntity.created(URI.create("/v1/archive/feed/authorisations/" + asked.authorisationId()))
                .body(asked);
    }

    @GetMapping
    @PreAuthorize(READERS)
    @Operation(summary = "Authorisations of feeds, ended ones too")
    AuthorisationView.Page feedAuthorisations(
            @RequestParam(required = false) @Nullable String after, @RequestParam(defaultValue = "100") int limit) {
        return AuthorisationView.Page.of(authorisations.list(ListQuery.of(after, limit)), limit, clock.instant());
    }

    @GetMapping("/{id}")
    @PreAuthorize(READERS)
    @Operation(summary = "One authorisation of a feed")
    AuthorisationView feedAuthorisation(@PathVariable UUID id) {
        return view(authorisations.get(id));
    }

    @PostMapping("/{id}/approve")
    @PreAuthorize(BOTH)
    @Operation(summary = "Approve another person's request (role approver)")
    AuthorisationView approveFeed(
            @PathVariable UUID id, @RequestBody(required = false) @Nullable Remark remark, PersonCaller caller) {
        return view(authorisations.approve(id, Remark.text(remark), caller));
    }

    @PostMapping("/{id}/refuse")
    @PreAuthorize(BOTH)
    @Operation(summary = "Refuse another person's request (role approver)")
    AuthorisationView refuseFeed(
            @PathVariable UUID id, @RequestBody(required = false) @Nullable Remark remark, PersonCaller caller) {
        return view(authorisations.refuse(id, Remark.text(remark), caller));
    }

    @PostMapping("/{id}/revoke")
    @PreAuthorize(BOTH)
    @Operation(summary = "End an authorisation: the next page does not leave (roles officer, approver)")
    AuthorisationView revokeFeed(
            @PathVariable UUID id, @RequestBody(required = false) @Nullable Remark remark, PersonCaller caller) {
        return view(authorisations.revoke(id, Remark.text(remark), caller));
    }

    private AuthorisationView view(FeedAuthorisation authorisation) {
        return AuthorisationView.of(authorisation, clock.instant());
    }
}
