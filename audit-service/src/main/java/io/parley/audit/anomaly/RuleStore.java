package io.parley.audit.anomaly;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// Rules with all their versions.
@Repository
class RuleStore {

    private static final String SELECT = """
            SELECT rule_id, version, name, kind, parameters::text, enabled, proposed_by, proposed_at, activated_by, activated_at
            FROM anomaly_rule""";

    /// The latest activated version of each rule, where that one is enabled.
    private static final String ACTIVE = """
            SELECT * FROM (
                SELECT DISTINCT ON (rule_id) rule_id, version, name, kind, parameters::text, enabled,
                    proposed_by, proposed_at, activated_by, activated_at
                FROM anomaly_rule WHERE activated_at IS NOT NULL ORDER BY rule_id, version DESC) AS latest
            WHERE enabled ORDER BY rule_id""";

    private static final String INSERT = """
            INSERT INTO anomaly_rule (rule_id, version, name, kind, parameters, enabled, proposed_by, proposed_at)
            VALUES (?, ?, ?, ?, ?::jsonb, ?, ?, ?)""";

    private final JdbcClient jdbc;

    RuleStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<Rule> all() {
        return jdbc.sql(SELECT + " ORDER BY rule_id, version")
                .query(RuleStore::rule)
                .list();
    }

    List<Rule> active() {
        return jdbc.sql(ACTIVE).query(RuleStore::rule).list();
    }

    /// Ascending by version.
    List<Rule> versions(UUID ruleId) {
        return jdbc.sql(SELECT + " WHERE rule_id = ? ORDER BY version")
                .param(ruleId)
                .query(RuleStore::rule)
                .list();
    }

    Optional<Rule> find(UUID ruleId, int version) {
        return versions(ruleId).stream()
                .filter(rule -> rule.version() == version)
                .findFirst();
    }

    /// Until the transaction ends nobody else proposes or activates.
    void lock() {
        jdbc.sql("SELECT pg_advisory_xact_lock(hashtext('anomaly_rule'))")
                .query()
                .singleRow();
    }

    void insert(Rule rule) {
        jdbc.sql(INSERT)
                .params(
                        rule.ruleId(),
                        rule.version(),
                        rule.name(),
                        rule.kind().code(),
                        JsonMapper.shared().writeValueAsString(rule.parameters()),
                        rule.enabled(),
                        rule.proposedBy(),
                        rule.proposedAt().atOffset(ZoneOffset.UTC))
                .update();
    }

    /// What earlier versions remember of people is of no use any more.
    void activate(Rule rule, String by, Instant now) {
        jdbc.sql("UPDATE anomaly_rule SET activated_by = ?, activated_at = ? WHERE rule_id = ? AND version = ?")
                .params(by, now.atOffset(ZoneOffset.UTC), rule.ruleId(), rule.version())
                .update();
        jdbc.sql("DELETE FROM anomaly_trace WHERE rule_id = ? AND version < ?")
                .params(rule.ruleId(), rule.version())
                .update();
    }

    private static Rule rule(ResultSet row, int number) throws SQLException {
        return new Rule(
                row.getObject("rule_id", UUID.class),
                row.getInt("version"),
                row.getString("name"),
                RuleKind.of(row.getString("kind")),
                JsonMapper.shared().readValue(row.getString("parameters"), new TypeReference<Map<String, String>>() {}),
                row.getBoolean("enabled"),
                row.getString("proposed_by"),
                row.getObject("proposed_at", OffsetDateTime.class).toInstant(),
                row.getString("activated_by"),
                time(row.getObject("activated_at", OffsetDateTime.class)));
    }

    private static @Nullable Instant time(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}
