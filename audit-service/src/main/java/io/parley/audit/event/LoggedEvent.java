package io.parley.audit.event;

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

    /// In the Open Cybersecurity Schema Framework, as exports write it.
    public JsonNode ocsf() {
        return OcsfEvent.of(json);
    }

    @Override
    public String toString() {
        return "LoggedEvent[index=" + index + ", [redacted]]";
    }
}
