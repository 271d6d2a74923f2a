package io.parley.consent.basis;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.parley.consent.notice.AudienceView;
import io.parley.platform.identity.PersonCaller;
import io.parley.platform.keys.KeyPurpose;
import io.parley.platform.problem.DomainException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.time.Clock;
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
@RequestMapping("/v1/obligations")
@Tag(name = "Obligations", description = "Legal obligations on file")
class ObligationController {

    private static final int MAX_LIMIT = 1000;
    private static final String PRIVACY = "hasRole('PRIVACY')";
    private static final String SECOND_PERSON = "hasAnyRole('PRIVACY', 'APPROVER')";

    private final ObligationDesk desk;
    private final ObligationStore store;
    private final Clock clock;

    ObligationController(ObligationDesk desk, ObligationStore store, Clock clock) {
        this.desk = desk;
        this.store = store;
        this.clock = clock;
    }

    record KeepingView(List<String> stores, String period) {

        static KeepingView of(Keeping keeping) {
            return new KeepingView(
                    keeping.stores().stream().map(KeyPurpose::code).sorted().toList(),
                    keeping.period().toString());
        }
    }

    record ObligationView(
            String obligationId,
            String state,
            String purpose,
            String title,
            String text,
            AudienceView audience,
            String from,
            @Nullable String until,
            @Nullable KeepingView keep,
            String registeredBy) {

        static ObligationView of(ObligationStore.Filed filed, Instant now) {
            Obligation obligation = filed.obligation();
            return new ObligationView(
                    obligation.id().toString(),
                    filed.state(now),
                    obligation.purpose().code(),
                    filed.title(),
                    filed.text(),
                    AudienceView.of(obligation.audience()),
                    obligation.from().toString(),
                    obligation.until() == null ? null : obligation.until().toString(),
                    filed.keeping().map(KeepingView::of).orElse(null),
                    filed.registeredBy());
        }
    }

    record ObligationPage(
            List<ObligationView> items,

            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable
            String nextCursor) {}

    @PostMapping
    @PreAuthorize(PRIVACY)
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "Put a legal obligation on file; it counts once a second person approved it (role privacy)")
    ObligationView register(@Valid @RequestBody ObligationRequest request, PersonCaller caller) {
        return view(desk.register(request, caller));
    }

    @PostMapping("/{obligationId}/approve")
    @PreAuthorize(SECOND_PERSON)
    @Operation(summary = "Approve it; not by who registered it (roles privacy, approver)")
    ObligationView approve(@PathVariable UUID obligationId, PersonCaller caller) {
        return view(desk.decide(obligationId, true, caller));
    }

    @PostMapping("/{obligationId}/refuse")
    @PreAuthorize(SECOND_PERSON)
    @Operation(summary = "Refuse it; not by who registered it (roles privacy, approver)")
    ObligationView refuse(@PathVariable UUID obligationId, PersonCaller caller) {
        return view(desk.decide(obligationId, false, caller));
    }

    @PostMapping("/{obligationId}/end")
    @PreAuthorize(PRIVACY)
    @Operation(summary = "End it before its time (role privacy)")
    ObligationView end(@PathVariable UUID obligationId, PersonCaller caller) {
        return view(desk.end(obligationId, caller));
    }

    @GetMapping
    @PreAuthorize("hasAnyRole('PRIVACY', 'APPROVER', 'OFFICER', 'AUDITOR')")
    @Operation(summary = "All obligations, oldest first (roles privacy, approver, officer, auditor)")
    ObligationPage list(@RequestParam @Nullable UUID after, @RequestParam(defaultValue = "50") int limit) {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw DomainException.invalid("limit", "1.." + MAX_LIMIT);
        }
        List<ObligationView> found =
                store.page(after, limit + 1).stream().map(this::view).toList();
        boolean more = found.size() > limit;
        List<ObligationView> shown = more ? found.subList(0, limit) : found;
        return new ObligationPage(shown, more ? shown.getLast().obligationId() : null);
    }

    private ObligationView view(ObligationStore.Filed filed) {
        return ObligationView.of(filed, clock.instant());
    }
}
