package io.parley.audit.event;

import static io.parley.contracts.AuditAction.AUDIT_QUERIED;

import io.parley.audit.log.EntryId;
import io.parley.audit.log.InclusionProof;
import io.parley.audit.log.TransparencyLog;
import io.parley.contracts.ErrorCode;
import io.parley.platform.audit.AuditEvent;
import io.parley.platform.audit.AuditTrail;
import io.parley.platform.identity.PersonCaller;
import io.parley.platform.identity.Role;
import io.parley.platform.problem.DomainException;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Service;

/// Answers questions about events, each only after the question itself is on record.
@Service
class EventSearch {

    private final EventStore events;
    private final TransparencyLog log;
    private final AuditTrail trail;

    EventSearch(EventStore events, TransparencyLog log, AuditTrail trail) {
        this.events = events;
        this.log = log;
        this.trail = trail;
    }

    /// @param event absent when it was erased; its entry and proof remain
    record Proven(InclusionProof proof, Optional<EventStore.Stored> event) {}

    /// One more than `limit` when there are more.
    List<EventStore.Stored> find(PersonCaller caller, EventFilter filter, long afterIndex, int limit) {
        EventFilter allowed = sees(caller) ? filter : filter.within(events.casesOf(caller.actorId()));
        List<EventStore.Stored> found = events.find(allowed, afterIndex, limit + 1);
        var query = queried(caller, Math.min(found.size(), limit))
                .on("audit-log", "events")
                .detail("filters", filter.summary());
        trail.recordNow(filter.caseRef().map(query::caseRef).orElse(query));
        return found;
    }

    Proven prove(PersonCaller caller, EntryId id) {
        boolean all = sees(caller);
        Optional<EventStore.Stored> event = events.find(id);
        if (!all && event.filter(found -> isOwn(caller, found)).isEmpty()) {
            throw DomainException.notFound("event");
        }
        InclusionProof proof = log.prove(id).orElseThrow(() -> DomainException.notFound("event"));
        trail.recordNow(queried(caller, 1).on("audit-event", id.toString()).detail("filters", "proof"));
        return new Proven(proof, event);
    }

    private static AuditEvent queried(PersonCaller caller, int results) {
        return AuditEvent.of(AUDIT_QUERIED).by(caller).detail("results", results);
    }

    private boolean isOwn(PersonCaller caller, EventStore.Stored event) {
        return event.caseRef()
                .filter(events.casesOf(caller.actorId())::contains)
                .isPresent();
    }

    /// Whether the caller sees everything; an officer sees the own cases, all others nothing.
    private static boolean sees(PersonCaller caller) {
        if (caller.has(Role.AUDITOR)) {
            return true;
        }
        if (caller.has(Role.OFFICER)) {
            return false;
        }
        throw new DomainException(
                ErrorCode.FORBIDDEN, "the audit log is for auditors, and for officers in their own cases");
    }
}
