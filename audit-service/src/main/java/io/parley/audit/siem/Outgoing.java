package io.parley.audit.siem;

import io.parley.audit.event.LoggedEvent;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// One event as it leaves.
///
/// @param severity of OCSF: 1 informational, 3 medium, 4 high
/// @param ocsf ASCII only, so that its length is its size and no receiver has to guess an encoding
record Outgoing(long index, String at, String action, String service, int severity, String ocsf) {

    private static final JsonMapper ASCII =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    static Outgoing of(LoggedEvent event) {
        JsonNode ocsf = event.ocsf();
        return new Outgoing(
                event.index(),
                event.text("/at"),
                event.action(),
                event.text("/service"),
                ocsf.path("severity_id").asInt(),
                ASCII.writeValueAsString(ocsf));
    }

    @Override
    public String toString() {
        return "Outgoing[index=" + index + ", [redacted]]";
    }
}
