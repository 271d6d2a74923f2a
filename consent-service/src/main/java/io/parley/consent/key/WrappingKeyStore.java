package io.parley.consent.key;

import static java.time.ZoneOffset.UTC;

import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class WrappingKeyStore {

    private final JdbcClient jdbc;

    WrappingKeyStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<WrappingKey> newest() {
        return jdbc.sql("SELECT * FROM wrapping_key ORDER BY wrapping_key_id DESC LIMIT 1")
                .query(WrappingKeyStore::key)
                .optional();
    }

    Optional<WrappingKey> find(UUID id) {
        return jdbc.sql("SELECT * FROM wrapping_key WHERE wrapping_key_id = :id")
                .param("id", id)
                .query(WrappingKeyStore::key)
                .optional();
    }

    List<UUID> olderThan(UUID id) {
        return jdbc.sql("SELECT wrapping_key_id FROM wrapping_key WHERE wrapping_key_id < :id")
                .param("id", id)
                .query((row, number) -> row.getObject(1, UUID.class))
                .list();
    }

    void insert(WrappingKey key) {
        jdbc.sql("""
                INSERT INTO wrapping_key (wrapping_key_id, wrapped_secret, kek_uri, created_at)
                VALUES (:id, :wrapped, :kek, :at)""")
                .param("id", key.id())
                .param("wrapped", key.wrapped())
                .param("kek", key.kek().toString())
                .param("at", key.createdAt().atOffset(UTC))
                .update();
    }

    /// @return false when it was before
    boolean settle(UUID id, Instant at) {
        return jdbc.sql("UPDATE wrapping_key SET settled_at = :at WHERE wrapping_key_id = :id AND settled_at IS NULL")
                        .param("id", id)
                        .param("at", at.atOffset(UTC))
                        .update()
                == 1;
    }

    private static WrappingKey key(ResultSet row, int number) throws SQLException {
        @Nullable OffsetDateTime settled = row.getObject("settled_at", OffsetDateTime.class);
        return new WrappingKey(
                row.getObject("wrapping_key_id", UUID.class),
                row.getBytes("wrapped_secret"),
                URI.create(row.getString("kek_uri")),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                settled == null ? null : settled.toInstant());
    }
}
