package io.parley.archive.retention;

import static java.time.ZoneOffset.UTC;

import io.parley.archive.officer.Act;
import io.parley.contracts.ConversationId;
import io.parley.contracts.PersonId;
import io.parley.contracts.event.PersonKind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.stereotype.Repository;

/// The append-only tables `retention_policy` and `retention_step`.
@Repository
class PolicyStore {

    private static final String SELECT =
            "SELECT p.*, s.* FROM retention_policy p " + Act.STEPS.formatted("policy_id", "retention_step");

    private final JdbcClient jdbc;

    PolicyStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void insert(RetentionPolicy policy) {
        Audience audience = policy.audience();
        jdbc.sql("""
                INSERT INTO retention_policy (policy_id, name, rule, class, period, jurisdiction, kinds, groups, persons,
                                              conversations, requested_by, requested_at)
                VALUES (:id, :name, :rule, :class, :period, :jurisdiction, :kinds, :groups, :persons, :conversations,
                        :by, :at)""")
                .param("id", policy.id().value())
                .param("name", policy.name())
                .param("rule", policy.action().code())
                .param("class", policy.kind().code())
                .param("period", policy.period().text())
                .param("jurisdiction", audience.jurisdiction())
                .param("kinds", array("text", audience.kinds(), PersonKind::name))
                .param("groups", array("uuid", audience.groups(), Function.identity()))
                .param("persons", array("uuid", audience.persons(), PersonId::value))
                .param("conversations", array("uuid", audience.conversations(), ConversationId::value))
                .param("by", policy.requestedBy().value())
                .param("at", policy.requestedAt().atOffset(UTC))
                .update();
    }

    void take(PolicyId policy, PolicyStep step, Act act) {
        act.insert(jdbc, "retention_step", "policy_id", policy.value(), step);
    }

    /// Locks its steps until the transaction ends.
    Optional<RetentionPolicy> locked(PolicyId id) {
        jdbc.sql("SELECT pg_advisory_xact_lock(hashtext('retention_step'), hashtext(:id))")
                .param("id", id.toString())
                .query(rs -> {});
        return find(id);
    }

    Optional<RetentionPolicy> find(PolicyId id) {
        return jdbc.sql(SELECT + "WHERE policy_id = :id")
                .param("id", id.value())
                .query(PolicyStore::policy)
                .optional();
    }

    /// Ascending by id.
    List<RetentionPolicy> page(UUID after, int limit) {
        return jdbc.sql(SELECT + "WHERE policy_id > :after ORDER BY policy_id LIMIT :limit")
                .param("after", after)
                .param("limit", limit)
                .query(PolicyStore::policy)
                .list();
    }

    List<RetentionPolicy> all() {
        return jdbc.sql(SELECT).query(PolicyStore::policy).list();
    }

    private static RetentionPolicy policy(ResultSet row, int number) throws SQLException {
        return new RetentionPolicy(
                new PolicyId(row.getObject("policy_id", UUID.class)),
                row.getString("name"),
                RetentionAction.of(row.getString("rule")),
                RetentionClass.of(row.getString("class")),
                Span.of(row.getString("period")),
                new Audience(
                        set(row, "kinds", PersonKind::valueOf, String[].class),
                        set(row, "groups", Function.identity(), UUID[].class),
                        set(row, "persons", PersonId::new, UUID[].class),
                        set(row, "conversations", ConversationId::new, UUID[].class),
                        row.getString("jurisdiction")),
                new PersonId(row.getObject("requested_by", UUID.class)),
                row.getTimestamp("requested_at").toInstant(),
                Act.read(row, PolicyStep::of));
    }

    private static <T> SqlArrayValue array(String type, Set<T> values, Function<T, ?> value) {
        return new SqlArrayValue(type, values.stream().map(value).toArray());
    }

    private static <A, B> Set<B> set(ResultSet row, String column, Function<A, B> type, Class<A[]> array)
            throws SQLException {
        return Arrays.stream(array.cast(row.getArray(column).getArray()))
                .map(type)
                .collect(Collectors.toSet());
    }
}
