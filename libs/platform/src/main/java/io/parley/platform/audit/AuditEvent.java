package io.parley.platform.audit;

import io.parley.contracts.AuditAction;
import io.parley.contracts.ErrorCode;
import io.parley.contracts.Ids;
import io.parley.contracts.PersonId;
import io.parley.contracts.event.AuditRecorded;
import io.parley.platform.identity.Caller;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What happened, to be recorded. Immutable; detail fields outside the action's catalogue entry are refused at once.
///
/// @param affected ids of people whom the act concerns
public record AuditEvent(
        UUID id,
        AuditAction action,
        String actorType,
        String actorId,
        String objectType,
        String objectId,
        String outcome,
        @Nullable String purpose,
        @Nullable String caseRef,
        Map<String, String> detail,
        List<String> affected) {

    /// 1,000 ids of 36 characters leave most of an event's 64 KiB to the rest of it.
    private static final int MOST_AFFECTED = 1000;

    public AuditEvent {
        affected = List.copyOf(affected);
        action.checkFields(detail.keySet());
        detail = Collections.unmodifiableMap(new TreeMap<>(detail));
    }

    public static AuditEvent of(AuditAction action) {
        return new AuditEvent(Ids.next(), action, "anonymous", "", "", "", "success", null, null, Map.of(), List.of());
    }

    public AuditEvent by(Caller caller) {
        return by(caller.actorType(), caller.actorId());
    }

    public AuditEvent by(String type, String actor) {
        return new AuditEvent(
                id, action, type, actor, objectType, objectId, outcome, purpose, caseRef, detail, affected);
    }

    public AuditEvent on(String type, String object) {
        return new AuditEvent(
                id, action, actorType, actorId, type, object, outcome, purpose, caseRef, detail, affected);
    }

    public AuditEvent purpose(String given) {
        return new AuditEvent(
                id, action, actorType, actorId, objectType, objectId, outcome, given, caseRef, detail, affected);
    }

    public AuditEvent caseRef(String given) {
        return new AuditEvent(
                id, action, actorType, actorId, objectType, objectId, outcome, purpose, given, detail, affected);
    }

    public AuditEvent detail(String field, Object value) {
        Map<String, String> more = new TreeMap<>(detail);
        more.put(field, value.toString());
        return new AuditEvent(
                id, action, actorType, actorId, objectType, objectId, outcome, purpose, caseRef, more, affected);
    }

    /// Whom the act concerns, beside its actor and its object, so that it is found by them.
    public AuditEvent affecting(Collection<PersonId> people) {
        List<String> ids =
                people.stream().map(PersonId::toString).distinct().sorted().toList();
        return new AuditEvent(
                id, action, actorType, actorId, objectType, objectId, outcome, purpose, caseRef, detail, ids);
    }

    /// The event itself, and behind it as many more as it takes to name everybody whom it concerns: a record of the
    /// log has its bounds.
    List<AuditEvent> parts() {
        if (affected.size() <= MOST_AFFECTED) {
            return List.of(this);
        }
        List<AuditEvent> parts = new ArrayList<>();
        parts.add(affecting(affected.subList(0, MOST_AFFECTED), id, action, detail));
        for (int from = MOST_AFFECTED; from < affected.size(); from += MOST_AFFECTED) {
            parts.add(affecting(
                    affected.subList(from, Math.min(affected.size(), from + MOST_AFFECTED)),
                    Ids.next(),
                    AuditAction.AUDIT_ALSO_AFFECTED,
                    Map.of("event", id.toString(), "action", action.code())));
        }
        return parts;
    }

    private AuditEvent affecting(List<String> people, UUID part, AuditAction as, Map<String, String> told) {
        return new AuditEvent(
                part, as, actorType, actorId, objectType, objectId, outcome, purpose, caseRef, told, people);
    }

    public AuditEvent refused() {
        return outcome("refused");
    }

    public AuditEvent failed() {
        return outcome("failed");
    }

    static AuditEvent refusal(ErrorCode code, String method, String path) {
        return of(AuditAction.ACCESS_REFUSED)
                .refused()
                .detail("code", code.code())
                .detail("method", method)
                .detail("path", path);
    }

    private AuditEvent outcome(String given) {
        return new AuditEvent(
                id, action, actorType, actorId, objectType, objectId, given, purpose, caseRef, detail, affected);
    }

    AuditRecorded toRecord(Instant at, String region, String service) {
        var record = AuditRecorded.newBuilder()
                .setEventId(Ids.bytes(id))
                .setAtMs(at.toEpochMilli())
                .setActorType(actorType)
                .setActorId(actorId)
                .setAction(action.code())
                .setObjectType(objectType)
                .setObjectId(objectId)
                .setOutcome(outcome)
                .setRegion(region)
                .setService(service)
                .putAllDetail(detail)
                .addAllAffected(affected);
        if (purpose != null) {
            record.setPurpose(purpose);
        }
        if (caseRef != null) {
            record.setCaseRef(caseRef);
        }
        return record.build();
    }
}
