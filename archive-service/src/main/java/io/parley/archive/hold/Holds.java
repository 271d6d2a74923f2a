package io.parley.archive.hold;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.parley.archive.officer.Act;
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
import io.parley.platform.identity.SecondPerson;
import io.parley.platform.problem.DomainException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Placing, ending and asking for holds. One person places a hold, for it must be quick and destroys nothing. Two end
/// it, and two more decisions are needed before what it kept may go: until then it binds as if it were in force.
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
                .detail("conversations", hold.scope().conversations().size())
                .detail("phrases", hold.scope().words().size()));
        return told(hold.id(), caller);
    }

    /// The first call asks for the release, the next one, by another person than who asked and who placed it, grants
    /// it.
    LegalHold release(HoldId id, @Nullable String comment, PersonCaller caller) {
        LegalHold hold = told(id, caller);
        if (!hold.has(HoldStep.RELEASE_REQUESTED) && !hold.has(HoldStep.RELEASED)) {
            return take(hold, HoldStep.RELEASE_REQUESTED, AuditAction.HOLD_RELEASE_REQUESTED, comment, caller);
        }
        SecondPerson.require(
                hold.placedBy().equals(caller.personId()) || hold.isBy(caller.personId(), HoldStep.RELEASE_REQUESTED));
        return take(hold, HoldStep.RELEASED, AuditAction.HOLD_RELEASED, comment, caller);
    }

    /// The same for what a released hold kept: asked for by one person, granted by an approver.
    LegalHold dispose(HoldId id, @Nullable String comment, PersonCaller caller) {
        LegalHold hold = told(id, caller);
        if (!hold.has(HoldStep.RELEASED)) {
            throw new DomainException(ErrorCode.CONFLICT, "hold.state: " + hold.state() + " (expected: released)");
        }
        if (!hold.has(HoldStep.DISPOSITION_REQUESTED)) {
            return take(hold, HoldStep.DISPOSITION_REQUESTED, AuditAction.HOLD_DISPOSITION_REQUESTED, comment, caller);
        }
        SecondPerson.requireApprover(hold.isBy(caller.personId(), HoldStep.DISPOSITION_REQUESTED), caller);
        return take(hold, HoldStep.DISPOSED, AuditAction.HOLD_DISPOSED, comment, caller);
    }

    /// Somebody looked into it: it is needed for longer.
    LegalHold review(HoldId id, ReviewRequest request, PersonCaller caller) {
        LegalHold hold = told(id, caller);
        if (hold.has(HoldStep.RELEASED)) {
            throw new DomainException(ErrorCode.CONFLICT, "hold.state: " + hold.state() + " (expected: in-force)");
        }
        LocalDate next = ReviewDate.checked(request.reviewDate(), clock.instant());
        store.review(id, new Act(caller.personId(), clock.instant(), Remark.checked(request.comment())), next);
        audit.record(event(AuditAction.HOLD_REVIEWED, hold, caller)
                .detail("next", next)
                .changed("reviewDate", hold.reviewDate(), next));
        return told(id, caller);
    }

    private LegalHold take(
            LegalHold hold, HoldStep step, AuditAction action, @Nullable String comment, PersonCaller caller) {
        var act = new Act(caller.personId(), clock.instant(), Remark.checked(comment));
        if (hold.has(step) || !store.take(hold.id(), step, act)) {
            throw new DomainException(ErrorCode.CONFLICT, "hold.state: " + step.code() + " already");
        }
        LegalHold taken = told(hold.id(), caller);
        audit.record(event(action, hold, caller).changed("state", hold.state(), taken.state()));
        return taken;
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

    /// The holds that bind and need something which this person wrote. Fails closed: conversations that the archive
    /// does not know, or not without a gap, may have had the person in them.
    @Transactional(readOnly = true)
    List<LegalHold> covering(PersonId person, Period written) {
        List<LegalHold> binding = store.binding();
        Set<ConversationId> named = binding.stream()
                .flatMap(hold -> hold.scope().conversations().stream())
                .collect(Collectors.toSet());
        Set<ConversationId> involving = book.mayInvolve(person, named);
        return binding.stream()
                .filter(hold -> hold.scope().covers(person, written, involving))
                .toList();
    }

    private static AuditEvent event(AuditAction action, LegalHold hold, PersonCaller caller) {
        return AuditEvent.of(action).by(caller).on("hold", hold.id().toString()).caseRef(hold.caseRef());
    }
}
