package io.parley.archive.grant;

import io.parley.archive.officer.Remark;
import io.parley.contracts.AuditAction;
import io.parley.contracts.ErrorCode;
import io.parley.contracts.PersonId;
import io.parley.platform.audit.AuditEvent;
import io.parley.platform.audit.AuditTrail;
import io.parley.platform.identity.PersonCaller;
import io.parley.platform.identity.Role;
import io.parley.platform.identity.SecondPerson;
import io.parley.platform.problem.DomainException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Asking for, deciding on and using grants. Two people, always: nobody decides their own request. In an emergency the
/// two others come afterwards.
@Service
@Transactional
public class Grants {

    private final GrantRepository grants;
    private final GrantUses uses;
    private final AuditTrail audit;
    private final Clock clock;

    Grants(GrantRepository grants, GrantUses uses, AuditTrail audit, Clock clock) {
        this.grants = grants;
        this.uses = uses;
        this.audit = audit;
        this.clock = clock;
    }

    /// The scope and reason under which the caller may read now.
    ///
    /// @throws DomainException `grant-required` unless the grant is live and the caller's own; never says which
    @Transactional(readOnly = true)
    public LiveGrant live(@Nullable UUID id, PersonCaller caller) {
        return live(id, caller.personId())
                .orElseThrow(() -> new DomainException(
                        ErrorCode.GRANT_REQUIRED, "grantId: not a live grant of yours (expected: an approved one)"));
    }

    /// The same for what is done in somebody's name while they are away.
    @Transactional(readOnly = true)
    public Optional<LiveGrant> live(@Nullable UUID id, PersonId holder) {
        return Optional.ofNullable(id)
                .flatMap(grants::findById)
                .filter(grant -> grant.isRequestedBy(holder))
                .filter(grant -> grant.isLive(clock.instant()))
                .map(grant -> new LiveGrant(
                        grant.id(), grant.purpose().code(), grant.caseRef(), grant.scope(), grant.viewsPerHour()));
    }

    /// Counts records that are about to be shown, before they are. A grant that has ended since they were looked for
    /// shows nothing any more: revocation works at once, however long a search takes.
    ///
    /// @throws DomainException `too-many-requests` when the grant's hour is used up; nothing is counted then
    public void use(LiveGrant grant, PersonCaller caller, int records) {
        live(grant.id().value(), caller);
        if (records > 0 && !uses.add(grant, records, clock.instant())) {
            throw new DomainException(
                            ErrorCode.TOO_MANY_REQUESTS, "grant: shows " + grant.viewsPerHour() + " records an hour")
                    .retryAfter(GrantUses.untilNextHour(clock.instant()));
        }
    }

    ReadGrant request(GrantRequest request, PersonCaller caller) {
        var grant = new ReadGrant(GrantId.next(), caller.personId(), request.check(clock.instant()), clock.instant());
        boolean emergency = grant.state() == GrantState.EMERGENCY;
        audit.record(event(emergency ? AuditAction.GRANT_EMERGENCY : AuditAction.GRANT_REQUESTED, grant, caller)
                .detail("expiresAt", grant.expiresAt()));
        return grants.save(grant);
    }

    ReadGrant approve(UUID id, @Nullable String comment, PersonCaller caller) {
        ReadGrant grant = toDecide(id, caller);
        Stand before = stand(grant);
        grant.approve(caller.personId(), Remark.checked(comment), clock.instant());
        boolean decided = grant.state() == GrantState.APPROVED;
        AuditEvent event = event(decided ? AuditAction.GRANT_APPROVED : AuditAction.GRANT_CONFIRMED, grant, caller)
                .detail("expiresAt", grant.expiresAt());
        audit.record(decided ? before.changed(event, stand(grant)) : event);
        return grants.save(grant);
    }

    ReadGrant refuse(UUID id, @Nullable String comment, PersonCaller caller) {
        ReadGrant grant = toDecide(id, caller);
        Stand before = stand(grant);
        grant.refuse(caller.personId(), Remark.checked(comment), clock.instant());
        audit.record(before.changed(event(AuditAction.GRANT_REFUSED, grant, caller), stand(grant)));
        return grants.save(grant);
    }

    ReadGrant revoke(UUID id, @Nullable String comment, PersonCaller caller) {
        ReadGrant grant = visible(id, caller);
        Stand before = stand(grant);
        grant.revoke(caller.personId(), Remark.checked(comment), clock.instant());
        audit.record(before.changed(event(AuditAction.GRANT_REVOKED, grant, caller), stand(grant)));
        return grants.save(grant);
    }

    @Transactional(readOnly = true)
    ReadGrant visible(UUID id, PersonCaller caller) {
        Predicate<ReadGrant> own = grant -> grant.isRequestedBy(caller.personId());
        return grants.findById(id)
                .filter(own.or(grant -> caller.has(Role.APPROVER)))
                .orElseThrow(() -> DomainException.notFound("grant"));
    }

    @Transactional(readOnly = true)
    List<ReadGrant> list(PersonCaller caller, UUID after, int limit) {
        return caller.has(Role.APPROVER)
                ? grants.findAllAfter(after, Limit.of(limit))
                : grants.findByRequesterAfter(caller.personId().value(), after, Limit.of(limit));
    }

    private ReadGrant toDecide(UUID id, PersonCaller caller) {
        Optional<ReadGrant> grant = grants.findById(id);
        SecondPerson.requireApprover(
                grant.filter(asked -> asked.isRequestedBy(caller.personId())).isPresent(), caller);
        return grant.orElseThrow(() -> DomainException.notFound("grant"));
    }

    /// @param live an emergency that is revoked waits for its confirmation all the same, but shows nothing any more
    private record Stand(GrantState state, boolean live) {
        AuditEvent changed(AuditEvent event, Stand now) {
            return event.changed("state", state.code(), now.state.code()).changed("live", live, now.live);
        }
    }

    private Stand stand(ReadGrant grant) {
        return new Stand(grant.state(), grant.isLive(clock.instant()));
    }

    private static AuditEvent event(AuditAction action, ReadGrant grant, PersonCaller caller) {
        return AuditEvent.of(action)
                .by(caller)
                .on("grant", grant.id().toString())
                .purpose(grant.purpose().code())
                .caseRef(grant.caseRef());
    }
}
