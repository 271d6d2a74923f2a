package io.parley.consent.basis;

import io.parley.consent.person.People;
import io.parley.contracts.AuditAction;
import io.parley.contracts.PersonId;
import io.parley.contracts.Purpose;
import io.parley.platform.audit.AuditEvent;
import io.parley.platform.audit.AuditTrail;
import io.parley.platform.identity.PersonCaller;
import io.parley.platform.problem.DomainException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Basis")
class BasisController {

    private final People people;
    private final BasisStore store;
    private final AuditTrail audit;
    private final Clock clock;

    BasisController(People people, BasisStore store, AuditTrail audit, Clock clock) {
        this.people = people;
        this.store = store;
        this.audit = audit;
        this.clock = clock;
    }

    record BasisView(boolean allowed, String ground, Evidence evidence, String decidedAt) {}

    /// @param since when this began; absent when nothing was ever said
    /// @param why why nothing is allowed
    /// @param pack the rules by which it was decided
    record Evidence(
            @Nullable String noticeId,
            @Nullable Integer noticeVersion,
            @Nullable String answerId,
            @Nullable String obligationId,
            @Nullable String validUntil,
            @Nullable String why,
            @Nullable String pack,
            @Nullable String since) {

        static Evidence none(Lack why, @Nullable BasisEntry entry) {
            return new Evidence(
                    null,
                    null,
                    null,
                    null,
                    null,
                    textOrNull(why.code()),
                    entry == null ? null : textOrNull(entry.pack()),
                    entry == null ? null : entry.effectiveAt().toString());
        }

        static Evidence of(Basis.Granted granted, BasisEntry entry) {
            return new Evidence(
                    granted.noticeId().toString(),
                    granted.noticeVersion(),
                    granted.answerId().toString(),
                    null,
                    null,
                    null,
                    textOrNull(entry.pack()),
                    entry.effectiveAt().toString());
        }

        static Evidence of(Basis.Obliged obliged, BasisEntry entry) {
            return new Evidence(
                    null,
                    null,
                    null,
                    obliged.obligationId().toString(),
                    obliged.until() == null ? null : obliged.until().toString(),
                    null,
                    textOrNull(entry.pack()),
                    entry.effectiveAt().toString());
        }

        private static @Nullable String textOrNull(String text) {
            return text.isEmpty() ? null : text;
        }
    }

    /// The read is on record before the answer leaves; otherwise there is no answer.
    @GetMapping("/v1/people/{personId}/basis")
    @PreAuthorize("hasAnyRole('OFFICER', 'PRIVACY')")
    @Operation(summary = "Whether, and why, a purpose is allowed for a person at an instant (roles officer, privacy)")
    BasisView basis(
            @PathVariable UUID personId,
            @RequestParam String purpose,
            @RequestParam @Nullable Instant at,
            PersonCaller caller) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Purpose asked = purpose(purpose);
        if (at != null && at.isAfter(now)) {
            throw DomainException.invalid("at", "not in the future");
        }
        PersonId person = people.get(new PersonId(personId)).id();
        BasisView view = view(store.history(person, asked), at == null ? now : at, now);
        audit.recordNow(AuditEvent.of(AuditAction.BASIS_READ)
                .by(caller)
                .on("person", person.toString())
                .detail("purpose", asked.code()));
        return view;
    }

    private static BasisView view(List<BasisEntry> history, Instant at, Instant now) {
        BasisEntry last = history.stream()
                .filter(entry -> !entry.effectiveAt().isAfter(at))
                .reduce((earlier, later) -> later)
                .orElse(null);
        if (last == null) {
            return refused(Evidence.none(Lack.ANSWER_MISSING, null), now);
        }
        return last.allowsAt(at) || !last.basis().isAllowed()
                ? view(last, now)
                : refused(Evidence.none(Lack.OBLIGATION_ENDED, last), now);
    }

    private static BasisView view(BasisEntry entry, Instant now) {
        return switch (entry.basis()) {
            case Basis.None(Lack why) -> refused(Evidence.none(why, entry), now);
            case Basis.Granted granted ->
                new BasisView(true, granted.ground().code(), Evidence.of(granted, entry), now.toString());
            case Basis.Obliged obliged ->
                new BasisView(true, Ground.LEGAL_OBLIGATION.code(), Evidence.of(obliged, entry), now.toString());
        };
    }

    private static BasisView refused(Evidence evidence, Instant now) {
        return new BasisView(false, Ground.NONE.code(), evidence, now.toString());
    }

    private static Purpose purpose(String code) {
        try {
            return Purpose.of(code);
        } catch (IllegalArgumentException e) {
            throw DomainException.invalid("purpose", "terms, privacy, monitoring, archive, ai or transfer");
        }
    }
}
