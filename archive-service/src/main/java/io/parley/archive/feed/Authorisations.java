package io.parley.archive.feed;

import io.parley.archive.officer.Act;
import io.parley.archive.officer.ListQuery;
import io.parley.archive.officer.Remark;
import io.parley.contracts.AuditAction;
import io.parley.contracts.ErrorCode;
import io.parley.platform.audit.AuditEvent;
import io.parley.platform.audit.AuditTrail;
import io.parley.platform.identity.PersonCaller;
import io.parley.platform.identity.SecondPerson;
import io.parley.platform.identity.ServiceCaller;
import io.parley.platform.problem.DomainException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Who may be fed: an officer asks, with the ground and the recipient; an approver, another person, agrees; anyone of
/// both roles ends it, and the next page does not leave.
@Service
@Transactional
class Authorisations {

    private final AuthorisationStore store;
    private final AuditTrail audit;
    private final Clock clock;

    Authorisations(AuthorisationStore store, AuditTrail audit, Clock clock) {
        this.store = store;
        this.audit = audit;
        this.clock = clock;
    }

    FeedAuthorisation request(AuthorisationRequest request, PersonCaller caller) {
        FeedAuthorisation asked = request.check(caller.personId(), clock.instant());
        store.insert(asked);
        audit.record(event(AuditAction.FEED_REQUESTED, asked).by(caller).detail("expiresAt", asked.expiresAt()));
        return asked;
    }

    FeedAuthorisation approve(UUID id, @Nullable String comment, PersonCaller caller) {
        FeedAuthorisation asked = toDecide(id, caller);
        return take(
                asked,
                FeedStep.APPROVED,
                event(AuditAction.FEED_APPROVED, asked).detail("expiresAt", asked.expiresAt()),
                comment,
                caller);
    }

    FeedAuthorisation refuse(UUID id, @Nullable String comment, PersonCaller caller) {
        FeedAuthorisation asked = toDecide(id, caller);
        return take(asked, FeedStep.REFUSED, event(AuditAction.FEED_REFUSED, asked), comment, caller);
    }

    /// To stop is always the safe side: no second person is needed for that.
    FeedAuthorisation revoke(UUID id, @Nullable String comment, PersonCaller caller) {
        FeedAuthorisation known = locked(id);
        String state = known.state(clock.instant());
        if (!state.equals("requested") && !state.equals("approved")) {
            throw conflict(known);
        }
        return take(known, FeedStep.REVOKED, event(AuditAction.FEED_REVOKED, known), comment, caller);
    }

    @Transactional(readOnly = true)
    FeedAuthorisation get(UUID id) {
        return store.find(id).orElseThrow(() -> DomainException.notFound("feed authorisation"));
    }

    @Transactional(readOnly = true)
    List<FeedAuthorisation> list(ListQuery asked) {
        return store.page(asked.after(), asked.limit() + 1);
    }

    /// What lets this client be fed now. Fails closed: without one, nothing leaves.
    @Transactional(readOnly = true)
    FeedAuthorisation live(ServiceCaller caller) {
        return store.ofClient(caller.clientId()).stream()
                .filter(authorisation -> authorisation.isLive(clock.instant()))
                .findFirst()
                .orElseThrow(() -> new DomainException(
                        ErrorCode.FEED_NOT_AUTHORISED, "no live authorisation is on file for this client"));
    }

    private FeedAuthorisation toDecide(UUID id, PersonCaller caller) {
        FeedAuthorisation asked = locked(id);
        SecondPerson.requireApprover(asked.requestedBy().equals(caller.personId()), caller);
        if (!asked.state(clock.instant()).equals("requested")) {
            throw conflict(asked);
        }
        return asked;
    }

    private FeedAuthorisation locked(UUID id) {
        return store.locked(id).orElseThrow(() -> DomainException.notFound("feed authorisation"));
    }

    private FeedAuthorisation take(
            FeedAuthorisation known, FeedStep step, AuditEvent event, @Nullable String comment, PersonCaller caller) {
        Instant at = clock.instant();
        store.take(known.id(), step, new Act(caller.personId(), at, Remark.checked(comment)));
        FeedAuthorisation taken = get(known.id().value());
        audit.record(event.by(caller).changed("state", known.state(at), taken.state(at)));
        return taken;
    }

    private DomainException conflict(FeedAuthorisation known) {
        return new DomainException(
                ErrorCode.CONFLICT, "authorisation.state: " + known.state(clock.instant()) + " does not allow this");
    }

    private static AuditEvent event(AuditAction action, FeedAuthorisation about) {
        return AuditEvent.of(action)
                .on("feed-authorisation", about.id().toString())
                .purpose(about.purpose().code())
                .caseRef(about.caseRef())
                .detail("client", about.clientId());
    }
}
