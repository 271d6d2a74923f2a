package io.parley.archive.retention;

import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// What was destroyed and not told yet. A row of `purge` is written by the deletion itself and is its event, too.
@Repository
class PurgeNews {

    private final JdbcClient jdbc;

    PurgeNews(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// @param number grows with the commits
    /// @param last below 0: receipts, which only the archive keeps
    record News(long number, UUID conversation, long first, long last, UUID policy, UUID sweep) {

        boolean isOfMessages() {
            return last >= 0;
        }
    }

    /// The last number that was told; empty while another instance tells. To be called in a transaction.
    OptionalLong told() {
        return jdbc.sql("SELECT told FROM purge_cursor FOR UPDATE SKIP LOCKED").query(Long.class).list().stream()
                .mapToLong(Long::longValue)
                .findFirst();
    }

    List<News> after(long number, int limit) {
        return jdbc.sql("""
                SELECT number, conversation_id, from_seq, to_seq, policy_id, sweep_id FROM purge
                WHERE number > ? ORDER BY number LIMIT ?""")
                .params(number, limit)
                .query((row, n) -> new News(
                        row.getLong(1),
                        row.getObject(2, UUID.class),
                        row.getLong(3),
                        row.getLong(4),
                        row.getObject(5, UUID.class),
                        row.getObject(6, UUID.class)))
                .list();
    }

    void tell(long upTo) {
        jdbc.sql("UPDATE purge_cursor SET told = ?").param(upTo).update();
    }
}
