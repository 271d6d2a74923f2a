package io.parley.audit.event;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// An event as it is shown to machines: what was committed to, and its place in the log.
final class EventJson {

    private EventJson() {}

    static ObjectNode withIndex(EventStore.Stored event) {
        return JsonMapper.shared().readTree(event.body()).asObject().put("index", event.index());
    }
}
