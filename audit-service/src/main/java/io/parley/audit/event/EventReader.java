package io.parley.audit.event;

import io.parley.audit.completeness.Place;
import io.parley.audit.log.EntryId;
import io.parley.contracts.Ids;
import io.parley.contracts.event.AuditChange;
import io.parley.contracts.event.AuditRecorded;
import java.time.Instant;
import java.util.Optional;

/// Takes an event off the wire. An action that this version does not know is taken as it is: during an upgrade other
/// services may be ahead, and an event is never dropped for that.
final class EventReader {

    /// Four-digit years only: the end of what RFC 3339 can write.
    private static final Instant END_OF_TIME = Instant.parse("9999-12-31T23:59:59.999Z");

    private EventReader() {}

    /// @throws IllegalArgumentException when it can never become an event: no id, no action, no possible time
    static RecordedEvent read(AuditRecorded wire) {
        return new RecordedEvent(
                new EntryId(Ids.uuid(wire.getEventId())),
                time(wire.getAtMs()),
                new RecordedEvent.Party(wire.getActorType(), wire.getActorId()),
                action(wire.getAction()),
                new RecordedEvent.Party(wire.getObjectType(), wire.getObjectId()),
                wire.getOutcome(),
                present(wire.getPurpose()),
                present(wire.getCaseRef()),
                wire.getRegion(),
                wire.getService(),
                wire.getDetailMap(),
                wire.getAffectedList(),
                wire.getChangesList().stream().map(EventReader::change).toList(),
                place(wire));
    }

    private static Optional<Place> place(AuditRecorded wire) {
        return wire.getStream().isEmpty()
                ? Optional.empty()
                : Optional.of(new Place(Ids.uuid(wire.getStream()), wire.getNumber()));
    }

    private static RecordedEvent.Change change(AuditChange wire) {
        return new RecordedEvent.Change(
                wire.getField(),
                wire.hasBefore() ? Optional.of(wire.getBefore()) : Optional.empty(),
                wire.hasAfter() ? Optional.of(wire.getAfter()) : Optional.empty());
    }

    private static Instant time(long atMs) {
        if (atMs <= 0 || atMs > END_OF_TIME.toEpochMilli()) {
            throw new IllegalArgumentException("at_ms: " + atMs + " (expected: 1.." + END_OF_TIME.toEpochMilli() + ")");
        }
        return Instant.ofEpochMilli(atMs);
    }

    private static String action(String action) {
        if (action.isBlank()) {
            throw new IllegalArgumentException("action: none (expected: a code of the catalogue)");
        }
        return action;
    }

    private static Optional<String> present(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }
}
