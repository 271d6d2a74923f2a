package io.parley.archive.retention;

import io.parley.archive.officer.Act;
import io.parley.archive.officer.ListQuery;
import io.parley.archive.officer.Remark;
import io.parley.contracts.AuditAction;
import io.parley.contracts.ErrorCode;
import io.parley.platform.audit.AuditEvent;
import io.parley.platform.audit.AuditTrail;
import io.parley.platform.identity.PersonCaller;
import io.parley.platform.identity.SecondPerson;
import io.parley.platform.problem.DomainException;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Asking for policies and deciding on them. What lets something be destroyed takes two persons: a policy to delete,
/// and
/// the end of a duty to keep.
@Service
@Transactional
class Policies {

    private final PolicyStore store;
    private final AuditTrail audit;
    private final Clock clock;

    Policies(PolicyStore store, AuditTrail audit, Clock clock) {
        this.store = store;
        this.audit = audit;
        this.clock = clock;
    }

    RetentionPolicy request(PolicyRequest request, PersonCaller caller) {
        RetentionPolicy policy = request.check(caller.personId(), clock.instant());
        store.insert(policy);
        audit.record(event(AuditAction.RETENTION_REQUESTED, policy, caller));
        return policy;
    }

    RetentionPolicy approve(UUID id, @Nullable String comment, PersonCaller caller) {
        return take(toDecide(id, caller), PolicyStep.APPROVED, AuditAction.RETENTION_APPROVED, comment, caller);
    }

    RetentionPolicy refuse(UUID id, @Nullable String comment, PersonCaller caller) {
        return take(toDecide(id, caller), PolicyStep.REFUSED, AuditAction.RETENTION_REFUSED, comment, caller);
    }

    /// A deletion is stopped at once; a duty to keep ends with the second call, by an approver who did not ask.
    RetentionPolicy retire(UUID id, @Nullable String comment, PersonCaller caller) {
        RetentionPolicy policy = locked(id);
        if (!policy.isInForce()) {
            throw conflict(policy, "approved");
        }
        if (policy.action() == RetentionAction.KEEP_AT_LEAST) {
            if (!policy.has(PolicyStep.RETIRE_REQUESTED)) {
                return take(
                        policy, PolicyStep.RETIRE_REQUESTED, AuditAction.RETENTION_RETIRE_REQUESTED, comment, caller);
            }
            SecondPerson.requireApprover(policy.isBy(caller.personId(), PolicyStep.RETIRE_REQUESTED), caller);
        }
        return take(policy, PolicyStep.RETIRED, AuditAction.RETENTION_RETIRED, comment, caller);
    }

    @Transactional(readOnly = true)
    RetentionPolicy get(UUID id) {
        return store.find(new PolicyId(id)).orElseThrow(() -> DomainException.notFound("policy"));
    }

    @Transactional(readOnly = true)
    List<RetentionPolicy> list(ListQuery asked) {
        return store.page(asked.after(), asked.limit() + 1);
    }

    private RetentionPolicy toDecide(UUID id, PersonCaller caller) {
        RetentionPolicy policy = locked(id);
        SecondPerson.requireApprover(policy.requestedBy().equals(caller.personId()), caller);
        if (!policy.acts().isEmpty()) {
            throw conflict(policy, "requested");
        }
        return policy;
    }

    private RetentionPolicy locked(UUID id) {
        return store.locked(new PolicyId(id)).orElseThrow(() -> DomainException.notFound("policy"));
    }

    private RetentionPolicy take(
            RetentionPolicy policy,
            PolicyStep step,
            AuditAction action,
            @Nullable String comment,
            PersonCaller caller) {
        store.take(policy.id(), step, new Act(caller.personId(), clock.instant(), Remark.checked(comment)));
        RetentionPolicy taken = get(policy.id().value());
        audit.record(event(action, policy, caller).changed("state", policy.state(), taken.state()));
        return taken;
    }

    private static DomainException conflict(RetentionPolicy policy, String expected) {
        return new DomainException(
                ErrorCode.CONFLICT, "policy.state: " + policy.state() + " (expected: " + expected + ")");
    }

    private static AuditEvent event(AuditAction action, RetentionPolicy policy, PersonCaller caller) {
        return AuditEvent.of(action)
                .by(caller)
                .on("retention-policy", policy.id().toString())
                .detail("rule", policy.action().code())
                .detail("class", policy.kind().code())
                .detail("period", policy.period().text());
    }
}
