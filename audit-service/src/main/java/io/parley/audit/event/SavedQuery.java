package io.parley.audit.event;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/// A query under a name.
///
/// @param parameters those of `/v1/audit/events`, as they were given
record SavedQuery(UUID queryId, String name, Map<String, String> parameters, Instant savedAt) {

    private static final String EMPTY = "";

    EventRequest request(String after, String limit) {
        return new EventRequest(
                parameter("actor"),
                parameter("action"),
                parameter("objectType"),
                parameter("objectId"),
                parameter("outcome"),
                parameter("caseRef"),
                parameter("affected"),
                parameter("from"),
                parameter("to"),
                after,
                limit);
    }

    private String parameter(String name) {
        return parameters.getOrDefault(name, EMPTY);
    }
}
