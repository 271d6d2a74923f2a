package io.parley.archive.feed;

import static java.time.ZoneOffset.UTC;

import io.parley.archive.officer.Act;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The append-only tables `feed_key` and `feed_key_step`.
@Repository
class FeedKeyStore {

    private static final String SELECT =
            "SELECT k.*, s.* FROM feed_key k " + Act.STEPS.formatted("key_id", "feed_key_step");

    private final JdbcClient jdbc;

    FeedKeyStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Locks the client's keys until the transaction ends.
    void lock(String clientId) {
        jdbc.sql("SELECT pg_advisory_xact_lock(hashtext('feed_key'), hashtext(:client))")
                .param("client", clientId)
                .query(rs -> {});
    }

    void insert(FeedKey key) {
        jdbc.sql("""
                INSERT INTO feed_key (key_id, client_id, version, algorithm, public_key, thumbprint, added_by, added_at)
                VALUES (:id, :client, :version, :algorithm, :key, :thumbprint, :by, :at)""")
                .param("id", key.id())
                .param("client", key.clientId())
                .param("version", key.version())
                .param("algorithm", key.key().algorithm())
                .param("key", key.key().jwk().toJSONString())
                .param("thumbprint", key.key().thumbprint())
                .param("by", key.addedBy())
                .param("at", key.addedAt().atOffset(UTC))
                .update();
    }

    void take(UUID key, FeedStep step, Act act) {
        act.insert(jdbc, "feed_key_step", "key_id", key, step);
    }

    /// Ascending by client and version.
    ///
    /// @param clientId null: of all clients
    List<FeedKey> of(@Nullable String clientId) {
        return jdbc.sql(SELECT + "WHERE CAST(:client AS text) IS NULL OR k.client_id = :client "
                        + "ORDER BY k.client_id, k.version")
                .param("client", clientId)
                .query(FeedKeyStore::key)
                .list();
    }

    private static FeedKey key(ResultSet row, int number) throws SQLException {
        return new FeedKey(
                row.getObject("key_id", UUID.class),
                row.getString("client_id"),
                row.getInt("version"),
                CustomerKey.stored(row.getString("public_key")),
                row.getString("added_by"),
                row.getTimestamp("added_at").toInstant(),
                Act.read(row, FeedStep::of));
    }
}
