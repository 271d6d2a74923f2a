package io.parley.archive.reconcile;

import io.parley.archive.officer.ListQuery;
import io.parley.platform.accounts.AccountsApi;
import io.parley.platform.accounts.AccountsApi.Account;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.stereotype.Repository;

@Repository
class ReconciliationStore {

    private static final String COLUMNS = """
            SELECT reconciliation_id, requested_by, requested_at, until, finished_at, conversations, facts, differences
            FROM reconciliation
            """;
    private static final String REQUEST = """
            INSERT INTO reconciliation (reconciliation_id, requested_by, night, requested_at) VALUES (?, ?, ?, ?)
            ON CONFLICT (night) DO NOTHING
            """;
    private static final String WAITING = """
            SELECT reconciliation_id FROM reconciliation WHERE finished_at IS NULL
            ORDER BY requested_at LIMIT 1 FOR UPDATE SKIP LOCKED
            """;
    private static final String FINISH = """
            UPDATE reconciliation SET until = ?, finished_at = ?, conversations = ?, facts = ?, differences = ?
            WHERE reconciliation_id = ?
            """;
    private static final String NOTE = """
            INSERT INTO reconciliation_difference (reconciliation_id, conversation_id, kind, accepted, accounted)
            SELECT ?, * FROM unnest(?, ?, ?, ?)
            """;
    private static final String DIFFERENCES = """
            SELECT conversation_id, kind, accepted, accounted FROM reconciliation_difference
            WHERE reconciliation_id = ? AND conversation_id > ? ORDER BY conversation_id LIMIT ?
            """;
    private static final String LAST = """
            SELECT differences FROM reconciliation WHERE finished_at IS NOT NULL ORDER BY finished_at DESC LIMIT 1
            """;
    private static final String ACCOUNTS = """
            SELECT conversation_id, count(*), %s FROM
                (SELECT conversation_id, seq, (extract(epoch FROM accepted_at) * 1000)::bigint AS ms FROM disposition
                 WHERE conversation_id > ? AND conversation_id <= ? AND accepted_at <= ?) AS settled
            GROUP BY conversation_id
            """.formatted(AccountsApi.CHECKSUM);

    private final JdbcClient jdbc;

    ReconciliationStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// @return whether it is new; a night has one
    boolean request(UUID id, @Nullable UUID by, @Nullable LocalDate night, Instant at) {
        return jdbc.sql(REQUEST)
                        .param(id)
                        .param(by)
                        .param(night)
                        .param(Timestamp.from(at))
                        .update()
                == 1;
    }

    /// Locks it until the transaction ends.
    Optional<UUID> waiting() {
        return jdbc.sql(WAITING).query(UUID.class).optional();
    }

    /// The archive's own accounts of the conversations in `(after, last]`.
    List<Account> accounts(UUID after, UUID last, Instant until) {
        return jdbc.sql(ACCOUNTS)
                .params(after, last, Timestamp.from(until))
                .query((rs, n) -> new Account(rs.getObject(1, UUID.class), rs.getLong(2), rs.getLong(3)))
                .list();
    }

    void note(UUID id, List<Difference> found) {
        if (!found.isEmpty()) {
            jdbc.sql(NOTE)
                    .param(id)
                    .param(new SqlArrayValue(
                            "uuid",
                            found.stream().map(Difference::conversationId).toArray()))
                    .param(new SqlArrayValue(
                            "text", found.stream().map(Difference::kind).toArray()))
                    .param(new SqlArrayValue(
                            "bigint", found.stream().map(Difference::accepted).toArray()))
                    .param(new SqlArrayValue(
                            "bigint", found.stream().map(Difference::accounted).toArray()))
                    .update();
        }
    }

    void finish(UUID id, Instant until, Instant at, Tally tally) {
        jdbc.sql(FINISH)
                .params(
                        Timestamp.from(until),
                        Timestamp.from(at),
                        tally.conversations(),
                        tally.facts(),
                        tally.differences(),
                        id)
                .update();
    }

    Optional<Reconciliation> find(UUID id) {
        return jdbc.sql(COLUMNS + "WHERE reconciliation_id = ?")
                .param(id)
                .query(ReconciliationStore::row)
                .optional();
    }

    List<Reconciliation> list(ListQuery query) {
        return jdbc.sql(COLUMNS + "WHERE reconciliation_id > ? ORDER BY reconciliation_id LIMIT ?")
                .params(query.after(), query.limit())
                .query(ReconciliationStore::row)
                .list();
    }

    List<Difference> differences(UUID id, ListQuery query) {
        return jdbc.sql(DIFFERENCES)
                .params(id, query.after(), query.limit())
                .query((rs, n) ->
                        new Difference(rs.getObject(1, UUID.class), rs.getString(2), rs.getLong(3), rs.getLong(4)))
                .list();
    }

    /// Differences of the last one that was finished; 0 when there was none.
    long lastDifferences() {
        return jdbc.sql(LAST).query(Long.class).optional().orElse(0L);
    }

    private static Reconciliation row(ResultSet rs, int n) throws SQLException {
        Long differences = rs.getObject("differences", Long.class);
        return new Reconciliation(
                rs.getObject("reconciliation_id", UUID.class),
                Reconciliation.state(differences),
                rs.getObject("requested_by", UUID.class),
                rs.getTimestamp("requested_at").toInstant(),
                instant(rs.getTimestamp("until")),
                instant(rs.getTimestamp("finished_at")),
                rs.getObject("conversations", Long.class),
                rs.getObject("facts", Long.class),
                differences);
    }

    private static @Nullable Instant instant(@Nullable Timestamp at) {
        return at == null ? null : at.toInstant();
    }
}
