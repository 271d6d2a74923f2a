package io.parley.consent.destruction;

import static java.time.ZoneOffset.UTC;

import io.parley.contracts.PersonId;
import io.parley.platform.keys.KeyPurpose;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class DestructionStore {

    private final JdbcClient jdbc;

    DestructionStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void insert(Destruction asked) {
        jdbc.sql("""
                INSERT INTO key_destruction (destruction_id, person_id, stores, from_month, until_month, ground,
                                             requested_by, requested_at, state)
                VALUES (:id, :person, :stores, :from, :until, :ground, :by, :at, 'requested')""")
                .param("id", asked.id())
                .param("person", asked.person().value())
                .param(
                        "stores",
                        asked.stores().stream().map(KeyPurpose::code).sorted().toArray(String[]::new))
                .param("from", asked.from().toString())
                .param("until", asked.until().toString())
                .param("ground", asked.ground().code())
                .param("by", asked.requestedBy().value())
                .param("at", asked.requestedAt().atOffset(UTC))
                .update();
    }

    /// @return false when somebody else decided before
    boolean decide(UUID id, Destruction.Decision decision) {
        return jdbc.sql("""
                UPDATE key_destruction SET state = :state, decided_by = :by, decided_at = :at, keys = :keys
                WHERE destruction_id = :id AND state = 'requested'""")
                        .param("state", decision.keys() == null ? "refused" : "done")
                        .param("by", decision.by().value())
                        .param("at", decision.at().atOffset(UTC))
                        .param("keys", decision.keys())
                        .param("id", id)
                        .update()
                == 1;
    }

    Optional<Destruction> find(UUID id) {
        return jdbc.sql("SELECT * FROM key_destruction WHERE destruction_id = :id")
                .param("id", id)
                .query(DestructionStore::destruction)
                .optional();
    }

    /// Ascending by id.
    List<Destruction> page(UUID after, int limit) {
        return jdbc.sql(
                        "SELECT * FROM key_destruction WHERE destruction_id > :after ORDER BY destruction_id LIMIT :limit")
                .param("after", after)
                .param("limit", limit)
                .query(DestructionStore::destruction)
                .list();
    }

    private static Destruction destruction(ResultSet row, int number) throws SQLException {
        return new Destruction(
                row.getObject("destruction_id", UUID.class),
                new PersonId(row.getObject("person_id", UUID.class)),
                Arrays.stream((String[]) row.getArray("stores").getArray())
                        .map(KeyPurpose::of)
                        .collect(Collectors.toSet()),
                YearMonth.parse(row.getString("from_month")),
                YearMonth.parse(row.getString("until_month")),
                Ground.of(row.getString("ground")).orElseThrow(),
                new PersonId(row.getObject("requested_by", UUID.class)),
                row.getObject("requested_at", OffsetDateTime.class).toInstant(),
                decision(row));
    }

    private static Destruction.@Nullable Decision decision(ResultSet row) throws SQLException {
        @Nullable OffsetDateTime at = row.getObject("decided_at", OffsetDateTime.class);
        return at == null
                ? null
                : new Destruction.Decision(
                        new PersonId(row.getObject("decided_by", UUID.class)),
                        at.toInstant(),
                        row.getObject("keys", Integer.class));
    }
}
