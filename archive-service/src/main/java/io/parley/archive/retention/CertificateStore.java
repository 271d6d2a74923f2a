package io.parley.archive.retention;

import static java.time.ZoneOffset.UTC;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The append-only tables `retention_certificate` and `purge`.
@Repository
class CertificateStore {

    private static final String SELECT =
            "SELECT sweep_id, finished_at, records, encode(digest, 'hex'), document, note FROM retention_certificate ";

    private final JdbcClient jdbc;

    CertificateStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// What a sweep destroyed in sum.
    record Totals(long records, long conversations, long ranges, String digest) {}

    Totals totals(SweepId sweep) {
        return jdbc.sql("""
                SELECT coalesce(sum(to_seq - from_seq + 1), 0), count(DISTINCT conversation_id), count(*),
                       encode(sha256(coalesce(string_agg(
                           uuid_send(conversation_id) || int8send(from_seq) || int8send(to_seq) || digest, ''::bytea
                           ORDER BY conversation_id, from_seq), '')), 'hex')
                FROM purge WHERE sweep_id = :sweep""")
                .param("sweep", sweep.value())
                .query((row, n) -> new Totals(row.getLong(1), row.getLong(2), row.getLong(3), row.getString(4)))
                .single();
    }

    List<Document.PolicyCount> byPolicy(SweepId sweep) {
        return jdbc.sql("""
                SELECT policy_id, sum(to_seq - from_seq + 1) FROM purge WHERE sweep_id = :sweep
                GROUP BY policy_id ORDER BY policy_id""")
                .param("sweep", sweep.value())
                .query((row, n) -> new Document.PolicyCount(row.getObject(1, UUID.class), row.getLong(2)))
                .list();
    }

    void insert(SweepId sweep, Instant at, long records, String document, String note) {
        jdbc.sql("""
                INSERT INTO retention_certificate (sweep_id, finished_at, records, document, digest, note)
                VALUES (:sweep, :at, :records, :document, sha256(convert_to(:document, 'UTF8')), :note)""")
                .param("sweep", sweep.value())
                .param("at", at.atOffset(UTC))
                .param("records", records)
                .param("document", document)
                .param("note", note)
                .update();
    }

    Optional<Certificate> find(SweepId sweep) {
        return jdbc.sql(SELECT + "WHERE sweep_id = :sweep")
                .param("sweep", sweep.value())
                .query(CertificateStore::certificate)
                .optional();
    }

    /// Ascending by id.
    List<Certificate> page(UUID after, int limit) {
        return jdbc.sql(SELECT + "WHERE sweep_id > :after ORDER BY sweep_id LIMIT :limit")
                .param("after", after)
                .param("limit", limit)
                .query(CertificateStore::certificate)
                .list();
    }

    /// By conversation and number.
    List<PurgedRange> ranges(SweepId sweep, PurgedRange.Cursor after, int limit) {
        return jdbc.sql("""
                SELECT conversation_id, from_seq, to_seq, policy_id, reason, encode(digest, 'hex') FROM purge
                WHERE sweep_id = :sweep AND (conversation_id, from_seq) > (:conversation, :seq)
                ORDER BY conversation_id, from_seq LIMIT :limit""")
                .param("sweep", sweep.value())
                .param("conversation", after.conversation())
                .param("seq", after.seq())
                .param("limit", limit)
                .query((row, n) -> new PurgedRange(
                        row.getObject(1, UUID.class),
                        row.getLong(2),
                        row.getLong(3),
                        row.getObject(4, UUID.class),
                        row.getString(5),
                        row.getString(6)))
                .list();
    }

    private static Certificate certificate(ResultSet row, int number) throws SQLException {
        return new Certificate(
                row.getObject(1, UUID.class),
                row.getTimestamp(2).toInstant(),
                row.getLong(3),
                row.getString(4),
                row.getString(5),
                row.getString(6));
    }
}
