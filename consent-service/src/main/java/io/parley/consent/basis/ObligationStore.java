package io.parley.consent.basis;

import static java.time.ZoneOffset.UTC;

import io.parley.consent.notice.AudienceColumns;
import io.parley.contracts.Purpose;
import io.parley.platform.keys.KeyPurpose;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.Period;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The append-only tables `obligation` and `obligation_step`.
@Repository
class ObligationStore {

    private static final String SELECT = """
            SELECT o.*, approved.at AS approved_at, ended.at AS ended_at,
                   ARRAY(SELECT step FROM obligation_step s WHERE s.obligation_id = o.obligation_id) AS steps
            FROM obligation o
            LEFT JOIN obligation_step approved ON approved.obligation_id = o.obligation_id AND approved.step = 'approved'
            LEFT JOIN obligation_step ended ON ended.obligation_id = o.obligation_id AND ended.step = 'ended'
            """;

    private final JdbcClient jdbc;

    ObligationStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// What is on file, with its words and what became of it.
    record Filed(
            Obligation obligation,
            Optional<Keeping> keeping,
            String title,
            String text,
            String registeredBy,
            Instant registeredAt,
            Set<String> steps) {

        String state(Instant now) {
            if (steps.contains("refused")) {
                return "refused";
            }
            if (obligation.approvedAt() == null) {
                return "requested";
            }
            if (obligation.endedAt() != null) {
                return "ended";
            }
            Instant until = obligation.until();
            if (until != null && !now.isBefore(until)) {
                return "expired";
            }
            return obligation.from().isAfter(now) ? "approved" : "in-force";
        }
    }

    void insert(Filed filed) {
        Obligation obligation = filed.obligation();
        var insert = jdbc.sql("""
                INSERT INTO obligation (obligation_id, purpose, title, text, %s, valid_from, valid_until, registered_by,
                                        registered_at, kept_stores, kept_for)
                VALUES (:id, :purpose, :title, :text, %s, :from, :until, :by, :at, :stores, :period)""".formatted(AudienceColumns.NAMES, AudienceColumns.PARAMETERS));
        AudienceColumns.bind(insert, obligation.audience())
                .param("id", obligation.id())
                .param("purpose", obligation.purpose().code())
                .param("title", filed.title())
                .param("text", filed.text())
                .param("from", obligation.from().atOffset(UTC))
                .param(
                        "until",
                        obligation.until() == null ? null : obligation.until().atOffset(UTC))
                .param("by", filed.registeredBy())
                .param("at", filed.registeredAt().atOffset(UTC))
                .param(
                        "stores",
                        filed.keeping()
                                .map(keeping -> keeping.stores().stream()
                                        .map(KeyPurpose::code)
                                        .sorted()
                                        .toArray(String[]::new))
                                .orElse(null))
                .param(
                        "period",
                        filed.keeping()
                                .map(keeping -> keeping.period().toString())
                                .orElse(null))
                .update();
    }

    /// @return false when it was taken before
    boolean take(UUID id, String step, String actor, Instant at) {
        return jdbc.sql("""
                INSERT INTO obligation_step (obligation_id, step, at, actor) VALUES (:id, :step, :at, :actor)
                ON CONFLICT DO NOTHING""")
                        .param("id", id)
                        .param("step", step)
                        .param("at", at.atOffset(UTC))
                        .param("actor", actor)
                        .update()
                == 1;
    }

    Optional<Filed> find(UUID id) {
        return jdbc.sql(SELECT + "WHERE o.obligation_id = :id")
                .param("id", id)
                .query(ObligationStore::filed)
                .optional();
    }

    /// Ascending by id.
    List<Filed> page(@Nullable UUID after, int limit) {
        return jdbc.sql(SELECT + "WHERE o.obligation_id > :after ORDER BY o.obligation_id LIMIT :limit")
                .param("after", after == null ? new UUID(0, 0) : after)
                .param("limit", limit)
                .query(ObligationStore::filed)
                .list();
    }

    List<Obligation> inForce(Purpose purpose, Instant at) {
        return inForce(at).stream()
                .filter(obligation -> obligation.purpose() == purpose)
                .toList();
    }

    List<Obligation> inForce(Instant at) {
        return filedInForce(at).stream().map(Filed::obligation).toList();
    }

    List<Filed> filedInForce(Instant at) {
        return jdbc.sql(SELECT + """
                        WHERE approved.at <= :at AND o.valid_from <= :at
                          AND (o.valid_until IS NULL OR o.valid_until > :at) AND (ended.at IS NULL OR ended.at > :at)""")
                .param("at", at.atOffset(UTC))
                .query(ObligationStore::filed)
                .list();
    }

    /// Whose time is over without that having been recorded.
    List<Filed> justExpired(Instant now) {
        return jdbc.sql(SELECT + """
                        WHERE o.valid_until <= :now AND approved.at IS NOT NULL AND ended.at IS NULL AND NOT EXISTS (
                            SELECT 1 FROM obligation_step s WHERE s.obligation_id = o.obligation_id AND s.step = 'expired')""")
                .param("now", now.atOffset(UTC))
                .query(ObligationStore::filed)
                .list();
    }

    private static Filed filed(ResultSet row, int number) throws SQLException {
        return new Filed(
                new Obligation(
                        row.getObject("obligation_id", UUID.class),
                        Purpose.of(row.getString("purpose")),
                        AudienceColumns.read(row),
                        row.getTimestamp("valid_from").toInstant(),
                        instant(row, "valid_until"),
                        instant(row, "approved_at"),
                        instant(row, "ended_at")),
                keeping(row),
                row.getString("title"),
                row.getString("text"),
                row.getString("registered_by"),
                row.getTimestamp("registered_at").toInstant(),
                strings(row, "steps"));
    }

    private static Optional<Keeping> keeping(ResultSet row) throws SQLException {
        @Nullable String period = row.getString("kept_for");
        return period == null
                ? Optional.empty()
                : Optional.of(new Keeping(
                        strings(row, "kept_stores").stream().map(KeyPurpose::of).collect(Collectors.toSet()),
                        Period.parse(period)));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        @Nullable Timestamp time = row.getTimestamp(column);
        return time == null ? null : time.toInstant();
    }

    private static Set<String> strings(ResultSet row, String column) throws SQLException {
        return Arrays.stream((String[]) row.getArray(column).getArray()).collect(Collectors.toSet());
    }
}
