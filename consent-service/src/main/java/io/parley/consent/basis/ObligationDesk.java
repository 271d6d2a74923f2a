package io.parley.consent.basis;

import io.parley.consent.group.Groups;
import io.parley.consent.watermark.EffectiveTime;
import io.parley.contracts.AuditAction;
import io.parley.contracts.ErrorCode;
import io.parley.platform.audit.AuditEvent;
import io.parley.platform.audit.AuditTrail;
import io.parley.platform.identity.Caller;
import io.parley.platform.identity.SecondPerson;
import io.parley.platform.problem.DomainException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Puts obligations on file, and takes them into and out of force. Those concerned are decided anew by a review.
@Service
class ObligationDesk {

    private final ObligationStore store;
    private final ReviewStore reviews;
    private final Groups groups;
    private final EffectiveTime effectiveTime;
    private final AuditTrail audit;
    private final Clock clock;

    ObligationDesk(
            ObligationStore store,
            ReviewStore reviews,
            Groups groups,
            EffectiveTime effectiveTime,
            AuditTrail audit,
            Clock clock) {
        this.store = store;
        this.reviews = reviews;
        this.groups = groups;
        this.effectiveTime = effectiveTime;
        this.audit = audit;
        this.clock = clock;
    }

    @Transactional
    ObligationStore.Filed register(ObligationRequest request, Caller by) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Obligation obligation = request.obligation(now);
        groups.requireKnown("audience.groups", obligation.audience().groups());
        store.insert(new ObligationStore.Filed(
                obligation, request.keeping(), request.title(), request.text(), by.actorId(), now, Set.of()));
        AuditEvent event =
                event(AuditAction.OBLIGATION_REGISTERED, obligation).by(by).detail("validFrom", obligation.from());
        audit.record(obligation.until() == null ? event : event.detail("validUntil", obligation.until()));
        return get(obligation.id());
    }

    @Transactional
    ObligationStore.Filed decide(UUID id, boolean approved, Caller by) {
        Instant at = effectiveTime.take();
        ObligationStore.Filed filed = get(id);
        SecondPerson.require(filed.registeredBy().equals(by.actorId()));
        require(filed, at, Set.of("requested"));
        store.take(id, approved ? "approved" : "refused", by.actorId(), at);
        ObligationStore.Filed decided = get(id);
        audit.record(
                event(approved ? AuditAction.OBLIGATION_APPROVED : AuditAction.OBLIGATION_REFUSED, filed.obligation())
                        .by(by)
                        .changed("state", filed.state(at), decided.state(at)));
        if (approved) {
            reviewAtItsBorders(filed.obligation(), at);
        }
        return decided;
    }

    /// From the review on, which follows at once.
    @Transactional
    ObligationStore.Filed end(UUID id, Caller by) {
        Instant at = effectiveTime.take();
        ObligationStore.Filed filed = get(id);
        require(filed, at, Set.of("approved", "in-force"));
        store.take(id, "ended", by.actorId(), at);
        ObligationStore.Filed ended = get(id);
        audit.record(event(AuditAction.OBLIGATION_ENDED, filed.obligation())
                .by(by)
                .changed("state", filed.state(at), ended.state(at)));
        review(filed.obligation(), at);
        return ended;
    }

    /// That it is over does not depend on this: it ends by itself, and the basis topic says when.
    @Transactional
    public void expire(ObligationStore.Filed filed) {
        if (store.take(filed.obligation().id(), "expired", "consent-service", clock.instant())) {
            audit.record(event(AuditAction.OBLIGATION_EXPIRED, filed.obligation())
                    .by("service", "consent-service")
                    .changed("state", "in-force", "expired"));
        }
    }

    private void reviewAtItsBorders(Obligation obligation, Instant now) {
        review(obligation, obligation.from().isAfter(now) ? obligation.from() : now);
        if (obligation.until() != null) {
            review(obligation, obligation.until());
        }
    }

    private void review(Obligation obligation, Instant dueAt) {
        reviews.add(
                List.of(obligation.purpose()),
                obligation.audience().kinds(),
                obligation.audience().regions(),
                dueAt);
    }

    private ObligationStore.Filed get(UUID id) {
        return store.find(id).orElseThrow(() -> DomainException.notFound("obligation"));
    }

    private static void require(ObligationStore.Filed filed, Instant at, Set<String> states) {
        String state = filed.state(at);
        if (!states.contains(state)) {
            throw new DomainException(
                    ErrorCode.CONFLICT,
                    "obligation: " + state + " (expected: "
                            + states.stream().sorted().toList() + ")");
        }
    }

    private static AuditEvent event(AuditAction action, Obligation obligation) {
        return AuditEvent.of(action)
                .on("obligation", obligation.id().toString())
                .detail("purpose", obligation.purpose().code());
    }
}
