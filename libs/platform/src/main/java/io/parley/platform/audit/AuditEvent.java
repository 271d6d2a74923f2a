package io.parley.platform.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.parley.contracts.AuditAction;
import io.parley.contracts.Coded;
import io.parley.contracts.ErrorCode;
import io.parley.contracts.Ids;
import io.parley.contracts.PersonId;
import io.parley.contracts.event.AuditChange;
import io.parley.contracts.event.AuditRecorded;
import io.parley.platform.identity.Caller;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What happened, to be recorded. Immutable; detail fields outside the action's catalogue entry are refused at once.
///
/// @param affected ids of people whom the act concerns
/// @param changes of what the catalogue lets the action change
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
        List<String> affected,
        List<Change> changes) {

    /// What a field was before and is after; null: there was none, or there is none any more. Never printed.
    public record Change(
            String field, @Nullable String before, @Nullable String after) {

        /// What is longer is told by its digest, so that an event always fits into a record of the log.
        private static final int LONGEST = 512;

        private static Change of(String field, @Nullable Object before, @Nullable Object after) {
            return new Change(field, text(before), text(after));
        }

        private static @Nullable String text(@Nullable Object value) {
            return switch (value) {
                case null -> null;
                case Coded coded -> coded.code();
                default -> told(value.toString());
            };
        }

        private static String told(String text) {
            return text.length() <= LONGEST ? text : "sha-256:" + digest(text);
        }

        private static String digest(String text) {
            try {
                return HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
            } catch (NoSuchAlgorithmException impossible) {
                throw new IllegalStateException(impossible);
            }
        }

        @Override
        public String toString() {
            return "[redacted]";
        }
    }

    /// 1,000 ids of 36 characters leave most of an event's 64 KiB to the rest of it.
    private static final int MOST_AFFECTED = 1000;

    public AuditEvent {
        affected = List.copyOf(affected);
        changes = List.copyOf(changes);
        changes.forEach(change -> action.checkChange(change.field()));
        action.checkFields(detail.keySet());
        detail = Collections.unmodifiableMap(new TreeMap<>(detail));
    }

    public static AuditEvent of(AuditAction action) {
        return new AuditEvent(
                Ids.next(), action, "anonymous", "", "", "", "success", null, null, Map.of(), List.of(), List.of());
    }

    public AuditEvent by(Caller caller) {
        return by(caller.actorType(), caller.actorId());
    }

    public AuditEvent by(String type, String actor) {
        return with(copy -> {
            copy.actorType = type;
            copy.actorId = actor;
        });
    }

    public AuditEvent on(String type, String object) {
        return with(copy -> {
            copy.objectType = type;
            copy.objectId = object;
        });
    }

    public AuditEvent purpose(String given) {
        return with(copy -> copy.purpose = given);
    }

    public AuditEvent caseRef(String given) {
        return with(copy -> copy.caseRef = given);
    }

    public AuditEvent detail(String field, Object value) {
        Map<String, String> more = new TreeMap<>(detail);
        more.put(field, value.toString());
        return with(copy -> copy.detail = more);
    }

    /// What a field of the object was before and is after; null: nothing. Equal values are no change and tell nothing.
    /// People whose ids are told are concerned without being named again.
    public AuditEvent changed(String field, @Nullable Object before, @Nullable Object after) {
        Change change = Change.of(field, before, after);
        if (Objects.equals(change.before(), change.after())) {
            return this;
        }
        return with(copy -> copy.changes =
                Stream.concat(changes.stream(), Stream.of(change)).toList());
    }

    /// Whom the act concerns, beside its actor and its object, so that it is found by them.
    public AuditEvent affecting(Collection<PersonId> people) {
        return with(copy -> copy.affected =
                people.stream().map(PersonId::toString).distinct().sorted().toList());
    }

    /// The event itself, and behind it as many more as it takes to name everybody whom it concerns: a record of the
    /// log has its bounds.
    List<AuditEvent> parts() {
        if (affected.size() <= MOST_AFFECTED) {
            return List.of(this);
        }
        List<AuditEvent> parts = new ArrayList<>();
        parts.add(with(copy -> copy.affected = affected.subList(0, MOST_AFFECTED)));
        for (int from = MOST_AFFECTED; from < affected.size(); from += MOST_AFFECTED) {
            parts.add(alsoAffecting(affected.subList(from, Math.min(affected.size(), from + MOST_AFFECTED))));
        }
        return parts;
    }

    private AuditEvent alsoAffecting(List<String> people) {
        return with(copy -> {
            copy.id = Ids.next();
            copy.action = AuditAction.AUDIT_ALSO_AFFECTED;
            copy.detail = Map.of("event", id.toString(), "action", action.code());
            copy.affected = people;
            copy.changes = List.of();
        });
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
        return with(copy -> copy.outcome = given);
    }

    private AuditEvent with(Consumer<Copy> change) {
        Copy copy = new Copy(this);
        change.accept(copy);
        return copy.event();
    }

    /// The one place that names every field.
    private static final class Copy {

        private UUID id;
        private AuditAction action;
        private String actorType;
        private String actorId;
        private String objectType;
        private String objectId;
        private String outcome;
        private @Nullable String purpose;
        private @Nullable String caseRef;
        private Map<String, String> detail;
        private List<String> affected;
        private List<Change> changes;

        Copy(AuditEvent event) {
            id = event.id;
            action = event.action;
            actorType = event.actorType;
            actorId = event.actorId;
            objectType = event.objectType;
            objectId = event.objectId;
            outcome = event.outcome;
            purpose = event.purpose;
            caseRef = event.caseRef;
            detail = event.detail;
            affected = event.affected;
            changes = event.changes;
        }

        AuditEvent event() {
            return new AuditEvent(
                    id,
                    action,
                    actorType,
                    actorId,
                    objectType,
                    objectId,
                    outcome,
                    purpose,
                    caseRef,
                    detail,
                    affected,
                    changes);
        }
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
        changes.forEach(change -> record.addChanges(wire(change)));
        if (purpose != null) {
            record.setPurpose(purpose);
        }
        if (caseRef != null) {
            record.setCaseRef(caseRef);
        }
        return record.build();
    }

    private static AuditChange wire(Change change) {
        var wire = AuditChange.newBuilder().setField(change.field());
        if (change.before() != null) {
            wire.setBefore(change.before());
        }
        if (change.after() != null) {
            wire.setAfter(change.after());
        }
        return wire.build();
    }
}
