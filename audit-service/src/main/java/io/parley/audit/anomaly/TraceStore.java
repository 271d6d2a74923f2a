package io.parley.audit.anomaly;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.stereotype.Repository;

/// How far the log was looked at, and what rules remember up to there. Both change in one transaction.
@Repository
class TraceStore {

    private final JdbcClient jdbc;

    TraceStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    record Key(UUID ruleId, int version, String actor) {}

    /// Locked until the transaction ends; empty while another instance has it.
    OptionalLong lockPosition() {
        return jdbc.sql("SELECT position FROM anomaly_position FOR UPDATE SKIP LOCKED")
                .query(Long.class)
                .optional()
                .map(OptionalLong::of)
                .orElseGet(OptionalLong::empty);
    }

    long position() {
        return jdbc.sql("SELECT position FROM anomaly_position")
                .query(Long.class)
                .single();
    }

    void advance(long end) {
        jdbc.sql("UPDATE anomaly_position SET position = ?").param(end).update();
    }

    Map<Key, Trace> load(Collection<String> actors) {
        Map<Key, Trace> traces = new HashMap<>();
        jdbc.sql("SELECT rule_id, version, actor_id, trace::text FROM anomaly_trace WHERE actor_id = ANY (?)")
                .param(new SqlArrayValue("text", actors.toArray()))
                .query(row -> {
                    traces.put(
                            new Key(row.getObject(1, UUID.class), row.getInt(2), row.getString(3)),
                            Trace.parse(row.getString(4)));
                });
        return traces;
    }

    void save(Map<Key, Trace> changed) {
        if (changed.isEmpty()) {
            return;
        }
        List<Map.Entry<Key, Trace>> rows = List.copyOf(changed.entrySet());
        jdbc.sql("""
                        INSERT INTO anomaly_trace (rule_id, version, actor_id, trace)
                        SELECT r, v, a, t::jsonb FROM unnest(?, ?, ?, ?) AS c (r, v, a, t)
                        ON CONFLICT (rule_id, version, actor_id) DO UPDATE SET trace = EXCLUDED.trace""")
                .params(
                        column("uuid", rows, row -> row.getKey().ruleId()),
                        column("integer", rows, row -> row.getKey().version()),
                        column("text", rows, row -> row.getKey().actor()),
                        column("text", rows, row -> row.getValue().text()))
                .update();
    }

    private static SqlArrayValue column(
            String type, List<Map.Entry<Key, Trace>> rows, Function<Map.Entry<Key, Trace>, Object> value) {
        return new SqlArrayValue(type, rows.stream().map(value).toArray());
    }
}
