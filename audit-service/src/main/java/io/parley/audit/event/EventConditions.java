package io.parley.audit.event;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.support.SqlArrayValue;

/// A filter as the conditions of a query. The SQL is made of constants only; every value is a parameter.
final class EventConditions {

    private final StringBuilder sql = new StringBuilder();
    private final Map<String, Object> parameters = new HashMap<>();

    EventConditions(EventFilter filter) {
        and("actor_id = :actor", "actor", filter.actor().map(EventStore::indexed));
        and("action = :action", "action", filter.action().map(EventStore::indexed));
        and("object_type = :objectType", "objectType", filter.objectType().map(EventStore::indexed));
        and("object_id = :objectId", "objectId", filter.objectId().map(EventStore::indexed));
        filter.outcome().ifPresent(this::outcome);
        and("case_ref = :caseRef", "caseRef", filter.caseRef().map(EventStore::indexed));
        and(
                "affected @> :affected",
                "affected",
                filter.affected().map(person -> new SqlArrayValue("text", EventStore.indexed(person))));
        and("at >= :from", "from", filter.from().map(EventConditions::time));
        and("at < :to", "to", filter.to().map(EventConditions::time));
        and(
                "case_ref = ANY (:cases)",
                "cases",
                filter.cases().map(cases -> new SqlArrayValue("text", cases.toArray())));
    }

    String sql() {
        return sql.toString();
    }

    Map<String, Object> parameters() {
        return parameters;
    }

    /// As a constant: the index over what did not succeed is found only when the planner sees the value.
    private void outcome(String outcome) {
        sql.append(
                switch (outcome) {
                    case "refused" -> " AND outcome = 'refused'";
                    case "failed" -> " AND outcome = 'failed'";
                    case "success" -> " AND outcome = 'success'";
                    default -> throw new IllegalArgumentException("outcome: unknown (expected: checked before)");
                });
    }

    private void and(String condition, String name, Optional<?> value) {
        value.ifPresent(present -> {
            sql.append(" AND ").append(condition);
            parameters.put(name, present);
        });
    }

    private static Object time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
