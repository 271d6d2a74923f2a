package io.parley.audit.event;

import io.parley.contracts.AuditAction;
import io.parley.contracts.ChangedField;
import java.util.List;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// An event that stands in the log, as other parts of this service read it.
///
/// @param json what was committed to, with the place in the log as `index`
public record LoggedEvent(long index, ObjectNode json) {

    static LoggedEvent of(EventStore.Stored event) {
        return new LoggedEvent(event.index(), EventJson.withIndex(event));
    }

    public UUID id() {
        return UUID.fromString(text("/eventId"));
    }

    public String action() {
        return text("/action");
    }

    /// @param pointer JSON pointer (RFC 6901), as `/actor/id`
    /// @return empty text when there is no such field
    public String text(String pointer) {
        return json.at(pointer).asString("");
    }

    /// In the Open Cybersecurity Schema Framework, for those whom nobody can make forget it again: that something
    /// personal changed is said, what it was and is stays here. The same for fields that this release does not
    /// know.
    public JsonNode ocsf() {
        ObjectNode told = json.deepCopy();
        told.path("changes").values().forEach(change -> withhold((ObjectNode) change));
        return OcsfEvent.of(told);
    }

    private void withhold(ObjectNode change) {
        boolean tellable = AuditAction.find(action())
                .flatMap(known -> known.change(change.path("field").asString()))
                .filter(field -> field.kind() != ChangedField.Kind.PERSONAL)
                .isPresent();
        if (!tellable) {
            change.remove(List.of("before", "after"));
        }
    }

    @Override
    public String toString() {
        return "LoggedEvent[index=" + index + ", [redacted]]";
    }
}
