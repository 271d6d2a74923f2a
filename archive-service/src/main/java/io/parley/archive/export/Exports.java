package io.parley.archive.export;

import io.micrometer.core.instrument.MeterRegistry;
import io.parley.archive.grant.Grants;
import io.parley.archive.grant.LiveGrant;
import io.parley.archive.grant.ScopeCheck;
import io.parley.archive.officer.ListQuery;
import io.parley.archive.officer.Remark;
import io.parley.contracts.AuditAction;
import io.parley.contracts.ErrorCode;
import io.parley.platform.audit.AuditEvent;
import io.parley.platform.audit.AuditTrail;
import io.parley.platform.identity.PersonCaller;
import io.parley.platform.identity.Role;
import io.parley.platform.identity.SecondPerson;
import io.parley.platform.problem.DomainException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Asking for and deciding on exports: under a live grant of one's own, and by two people, always.
@Service
@Transactional
class Exports {

    private static final String METRIC = "parley.archive.exports";

    private final ExportStore store;
    private final Grants grants;
    private final ScopeCheck scopes;
    private final AuditTrail audit;
    private final Clock clock;
    private final MeterRegistry metrics;

    Exports(ExportStore store, Grants grants, ScopeCheck scopes, AuditTrail audit, Clock clock, MeterRegistry metrics) {
        this.store = store;
        this.grants = grants;
        this.scopes = scopes;
        this.audit = audit;
        this.clock = clock;
        this.metrics = metrics;
    }

    Export request(ExportRequest request, PersonCaller caller) {
        ExportFormat format = ExportFormat.of(request.format());
        LiveGrant grant = grants.live(request.grantId(), caller);
        Export export = new Export(
                ExportId.next(),
                grant.id().value(),
                caller.personId(),
                grant.purpose(),
                grant.caseRef(),
                format,
                scopes.narrow(grant.scope(), request),
                clock.instant(),
                ExportState.REQUESTED,
                null,
                0,
                null,
                0,
                null,
                null,
                null,
                null,
                null);
        store.insert(export);
        audit.record(event(AuditAction.EXPORT_REQUESTED, export).by(caller));
        return export;
    }

    Export approve(ExportId id, @Nullable String comment, PersonCaller caller) {
        return decide(id, ExportState.APPROVED, AuditAction.EXPORT_APPROVED, comment, caller);
    }

    Export refuse(ExportId id, @Nullable String comment, PersonCaller caller) {
        return decide(id, ExportState.REFUSED, AuditAction.EXPORT_REFUSED, comment, caller);
    }

    @Transactional(readOnly = true)
    Export visible(ExportId id, PersonCaller caller) {
        return store.find(id)
                .filter(export -> export.isRequestedBy(caller.personId()) || caller.has(Role.APPROVER))
                .orElseThrow(() -> DomainException.notFound("export"));
    }

    @Transactional(readOnly = true)
    List<Export> list(PersonCaller caller, ListQuery asked) {
        return store.page(caller.has(Role.APPROVER) ? null : caller.personId(), asked.after(), asked.limit() + 1);
    }

    /// Nothing when it is in another state by now.
    void fail(Export seen, String reason, @Nullable String report) {
        if (store.fail(seen, reason, report, clock.instant())) {
            audit.record(event(AuditAction.EXPORT_FAILED, seen)
                    .by("service", "archive-service")
                    .failed()
                    .changed("state", seen.state().code(), ExportState.FAILED.code())
                    .detail("reason", reason));
            metrics.counter(METRIC, "outcome", reason).increment();
        }
    }

    void ready(Export build, Export.Result result) {
        if (store.ready(build, result, clock.instant())) {
            metrics.counter(METRIC, "outcome", "ready").increment();
        }
    }

    static AuditEvent event(AuditAction action, Export export) {
        return AuditEvent.of(action)
                .on("export", export.id().toString())
                .purpose(export.purpose())
                .caseRef(export.caseRef())
                .detail("grantId", export.grant())
                .detail("format", export.format().code());
    }

    private Export decide(
            ExportId id, ExportState decision, AuditAction action, @Nullable String comment, PersonCaller caller) {
        Export export = toDecide(id, caller);
        var by = new Export.Decision(caller.personId(), clock.instant(), Remark.checked(comment));
        if (!store.decide(id, decision, by)) {
            throw new DomainException(ErrorCode.CONFLICT, "export.state: does not allow this (expected: requested)");
        }
        Export decided = store.find(id).orElseThrow();
        audit.record(event(action, export)
                .by(caller)
                .changed("state", export.state().code(), decided.state().code()));
        return decided;
    }

    private Export toDecide(ExportId id, PersonCaller caller) {
        Optional<Export> export = store.find(id);
        SecondPerson.requireApprover(
                export.filter(asked -> asked.isRequestedBy(caller.personId())).isPresent(), caller);
        return export.orElseThrow(() -> DomainException.notFound("export"));
    }
}
