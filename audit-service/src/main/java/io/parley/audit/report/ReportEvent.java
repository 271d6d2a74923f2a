package io.parley.audit.report;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// An event as a report reads it.
///
/// @param people whom it concerned
/// @param body what was committed to
record ReportEvent(
        long index,
        Instant at,
        String actor,
        String action,
        String object,
        String outcome,
        @Nullable String caseRef,
        int people,
        JsonNode body) {

    static JsonNode parsed(String body) {
        return JsonMapper.shared().readTree(body);
    }

    @Nullable
    String purpose() {
        JsonNode purpose = body.path("purpose");
        return purpose.isString() ? purpose.asString() : null;
    }

    @Nullable
    String detail(String field) {
        JsonNode value = body.path("detail").path(field);
        return value.isString() ? value.asString() : null;
    }

    String given(String field) {
        String value = detail(field);
        return value == null ? "" : value;
    }

    boolean is(String code) {
        return action.equals(code);
    }

    @Override
    public String toString() {
        return "ReportEvent[" + index + "]";
    }
}
