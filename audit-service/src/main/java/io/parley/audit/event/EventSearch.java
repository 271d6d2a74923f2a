package io.parley.audit.event;

import static io.parley.contracts.AuditAction.AUDIT_EXPORTED;
import static io.parley.contracts.AuditAction.AUDIT_QUERIED;

import io.parley.audit.erasure.ErasedEvent;
import io.parley.audit.erasure.ErasedEvents;
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

    private static final int EXPORTED_AT_ONCE = 1000;

    private final EventStore events;
    private final TransparencyLog log;
    private final ErasedEvents erasures;
    private final AuditTrail trail;

    EventSearch(EventStore events, TransparencyLog log, ErasedEvents erasures, AuditTrail trail) {
        this.events = events;
        this.erasures = erasures;
        this.log = log;
        this.trail = trail;
    }

    /// @param event absent when it was erased; its entry and proof remain
    /// @param erased why it is absent
    record Proven(InclusionProof proof, Optional<EventStore.Stored> event, Optional<ErasedEvent> erased) {}

    /// One more than `limit` when there are more.
    List<EventStore.Stored> find(PersonCaller caller, EventFilter filter, long afterIndex, int limit) {
        EventFilter allowed = sees(caller) ? filter : filter.within(events.casesOf(caller.actorId()));
        List<EventStore.Stored> found = events.find(allowed, afterIndex, limit + 1);
        var query = queried(caller, Math.min(found.size(), limit))
                .on("audit-log", "events")
                .affecting(filter.people())
                .detail("filters", filter.summary());
        trail.recordNow(filter.caseRef().map(query::caseRef).orElse(query));
        return found;
    }

    /// What an export will hold: everything up to the log's size of now, so that it does not chase its own record.
    Export export(PersonCaller caller, EventFilter filter, ExportFormat format) {
        EventFilter allowed = sees(caller) ? filter : filter.within(events.casesOf(caller.actorId()));
        var export = new Export(allowed, log.size());
        var event = AuditEvent.of(AUDIT_EXPORTED)
                .by(caller)
                .on("audit-log", "events")
                .affecting(filter.people())
                .detail("filters", filter.summary())
                .detail("format", format.label())
                .detail("entries", export.end());
        trail.recordNow(filter.caseRef().map(event::caseRef).orElse(event));
        return export;
    }

    /// @param end behind the last index
    record Export(EventFilter filter, long end) {

        /// Of an erased event nothing is left to tell whether a filter would have found it.
        boolean isOfEverything() {
            return filter.summary().isEmpty() && filter.cases().isEmpty();
        }
    }

    /// The next of an export; empty when it is whole.
    List<EventStore.Stored> next(Export export, long afterIndex) {
        return events.find(export.filter(), afterIndex, EXPORTED_AT_ONCE).stream()
                .filter(event -> event.index() < export.end())
                .toList();
    }

    /// For who counts: the next of what was erased from among what is exported; empty when that is all.
    List<ErasedEvent> erased(Export export, long afterIndex) {
        return export.isOfEverything() ? erasures.between(afterIndex, export.end(), EXPORTED_AT_ONCE) : List.of();
    }

    Proven prove(PersonCaller caller, EntryId id) {
        boolean all = sees(caller);
        Optional<EventStore.Stored> event = events.find(id);
        if (!all && event.filter(found -> isOwn(caller, found)).isEmpty()) {
            throw DomainException.notFound("event");
        }
        InclusionProof proof = log.prove(id).orElseThrow(() -> DomainException.notFound("event"));
        trail.recordNow(queried(caller, 1).on("audit-event", id.toString()).detail("filters", "proof"));
        return new Proven(proof, event, event.isPresent() ? Optional.empty() : erasures.find(proof.index()));
    }

    private static AuditEvent queried(PersonCaller caller, int results) {
        return AuditEvent.of(AUDIT_QUERIED).by(caller).detail("results", results);
    }

    private boolean isOwn(PersonCaller caller, EventStore.Stored event) {
        return event.caseRef()
                .filter(events.casesOf(caller.actorId())::contains)
                .isPresent();
    }

    static void requireReader(PersonCaller caller) {
        if (!caller.has(Role.AUDITOR) && !caller.has(Role.OFFICER)) {
            throw new DomainException(
                    ErrorCode.FORBIDDEN, "the audit log is for auditors, and for officers in their own cases");
        }
    }

    /// Whether the caller sees everything; an officer sees the own cases, all others nothing.
    private static boolean sees(PersonCaller caller) {
        requireReader(caller);
        return caller.has(Role.AUDITOR);
    }
}
