package io.parley.archive.hold;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.parley.archive.officer.ListQuery;
import io.parley.archive.officer.Remark;
import io.parley.archive.party.PartyBook;
import io.parley.contracts.AuditAction;
import io.parley.contracts.ConversationId;
import io.parley.contracts.ErrorCode;
import io.parley.contracts.PersonId;
import io.parley.platform.audit.AuditEvent;
import io.parley.platform.audit.AuditTrail;
import io.parley.platform.identity.PersonCaller;
import io.parley.platform.problem.DomainException;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Placing, releasing and asking for holds. One person places a hold, for it must be quick and destroys nothing;
/// another releases it, for what it kept may be gone soon after.
@Service
@Transactional
class Holds {

    private final HoldStore store;
    private final PartyBook book;
    private final AuditTrail audit;
    private final Clock clock;

    Holds(HoldStore store, PartyBook book, AuditTrail audit, Clock clock, MeterRegistry metrics) {
        this.store = store;
        this.book = book;
        this.audit = audit;
        this.clock = clock;
        Gauge.builder("parley.archive.holds", store, HoldStore::countInForce)
                .description("Legal holds in force")
                .register(metrics);
    }

    LegalHold place(HoldRequest request, PersonCaller caller) {
        LegalHold hold = request.check(caller.personId(), clock.instant());
        store.insert(hold);
        audit.record(event(AuditAction.HOLD_PLACED, hold, caller)
                .detail("visibility", hold.visibility().code())
                .detail("people", hold.scope().persons().size())
                .detail("conversations", hold.scope().conversations().size()));
        return told(hold.id(), caller);
    }

    /// Whoever placed it is told so before anything else about it is looked at.
    LegalHold release(HoldId id, @Nullable String comment, PersonCaller caller) {
        LegalHold hold = told(id, caller);
        if (hold.placedBy().equals(caller.personId())) {
            throw new DomainException(ErrorCode.FOUR_EYES, "a hold of yours must be released by another person");
        }
        var release = new LegalHold.Release(caller.personId(), clock.instant(), Remark.checked(comment));
        if (!store.release(hold, release)) {
            throw new DomainException(ErrorCode.CONFLICT, "hold.state: released (expected: in-force)");
        }
        audit.record(event(AuditAction.HOLD_RELEASED, hold, caller));
        return told(id, caller);
    }

    /// One hold, if the caller may know of it.
    @Transactional(readOnly = true)
    LegalHold told(HoldId id, PersonCaller caller) {
        return store.find(id, caller.personId()).orElseThrow(() -> DomainException.notFound("hold"));
    }

    @Transactional(readOnly = true)
    List<LegalHold> list(PersonCaller caller, ListQuery asked) {
        return store.page(caller.personId(), asked.after(), asked.limit() + 1);
    }

    /// The holds in force that need something which this person wrote. Fails closed: conversations that the archive
    /// does not know, or not without a gap, may have had the person in them.
    @Transactional(readOnly = true)
    List<LegalHold> covering(PersonId person, Period written) {
        List<LegalHold> inForce = store.inForce();
        Set<ConversationId> named = inForce.stream()
                .flatMap(hold -> hold.scope().conversations().stream())
                .collect(Collectors.toSet());
        Set<ConversationId> involving = book.mayInvolve(person, named);
        return inForce.stream()
                .filter(hold -> hold.scope().covers(person, written, involving))
                .toList();
    }

    private static AuditEvent event(AuditAction action, LegalHold hold, PersonCaller caller) {
        return AuditEvent.of(action).by(caller).on("hold", hold.id().toString()).caseRef(hold.caseRef());
    }
}
