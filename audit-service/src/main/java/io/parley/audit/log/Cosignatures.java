package io.parley.audit.log;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.stereotype.Repository;

/// What witnesses said of checkpoints of this log (C2SP tlog-cosignature), and what they need in order to say it. A
/// witness is known by its verifier key.
@Repository
public class Cosignatures {

    private static final String COSIGNED = "SELECT c.size, c.note || coalesce((SELECT string_agg(s.line, '' ORDER BY"
            + " s.witness) FROM log_cosignature AS s WHERE s.size = c.size), '') AS note FROM log_checkpoint AS c";

    private static final String ENOUGH = " WHERE c.size = (SELECT size FROM log_cosignature WHERE witness = ANY (?)"
            + " GROUP BY size HAVING count(*) >= ? ORDER BY size DESC LIMIT 1)";

    private final JdbcClient jdbc;
    private final LogStore store;
    private final Clock clock;

    Cosignatures(JdbcClient jdbc, LogStore store, Clock clock) {
        this.jdbc = jdbc;
        this.store = store;
        this.clock = clock;
    }

    /// A checkpoint.
    ///
    /// @param note as the log alone signed it, or with cosignatures behind that, where so said
    public record Head(long size, String note) {

        /// What is signed: everything up to the empty line.
        public String text() {
            return note.substring(0, note.indexOf("\n\n") + 1);
        }
    }

    /// The newest one, as the log alone signed it.
    public Head head() {
        return store.latest()
                .map(latest -> new Head(latest.size(), latest.note()))
                .orElseThrow(() -> new IllegalStateException("log.checkpoint: none (expected: opened at start)"));
    }

    /// Hashes in base64 that lead from the tree of this size to the head (RFC 9162 §2.1.4); none from the empty tree.
    ///
    /// @param from 0..size of the head
    public List<String> proof(long from, Head head) {
        return from == 0
                ? List.of()
                : new Prover(store, head.size())
                        .consistency(from).stream().map(Hash::base64).toList();
    }

    /// Keeps a verified line. One that is there already stays.
    public void attach(String witness, Head head, String line) {
        jdbc.sql(
                        "INSERT INTO log_cosignature (size, witness, line, made_at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING")
                .params(head.size(), witness, line, clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }

    /// Size of the largest tree that this witness cosigned; 0: none.
    public long seenBy(String witness) {
        return jdbc.sql("SELECT coalesce(max(size), 0) FROM log_cosignature WHERE witness = ?")
                .param(witness)
                .query(Long.class)
                .single();
    }

    /// Since when there is a checkpoint beyond all that this witness cosigned; empty: it cosigned the newest.
    public Optional<Instant> waitingSince(String witness) {
        return jdbc.sql("SELECT made_at FROM log_checkpoint WHERE size > ? ORDER BY size LIMIT 1")
                .param(seenBy(witness))
                .query((row, _) -> row.getObject(1, OffsetDateTime.class).toInstant())
                .optional();
    }

    /// The newest that at least so many of these witnesses cosigned, with its cosignatures.
    public Optional<Head> witnessed(Collection<String> witnesses, int required) {
        return jdbc.sql(COSIGNED + ENOUGH)
                .params(new SqlArrayValue("text", witnesses.toArray()), required)
                .query(Cosignatures::row)
                .optional();
    }

    /// The newest, with the cosignatures that it has got so far.
    Head newest() {
        return jdbc.sql(COSIGNED + " ORDER BY c.size DESC LIMIT 1")
                .query(Cosignatures::row)
                .single();
    }

    private static Head row(ResultSet row, int number) throws SQLException {
        return new Head(row.getLong("size"), row.getString("note"));
    }
}
