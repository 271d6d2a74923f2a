package io.parley.consent.key;

import static java.time.ZoneOffset.UTC;

import io.parley.contracts.KeyId;
import io.parley.contracts.PersonId;
import io.parley.platform.keys.KeyPurpose;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.YearMonth;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class KeyStore {

    private final JdbcClient jdbc;

    KeyStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<WrappedKey> in(Collection<KeySlot> slots) {
        return jdbc.sql("""
                SELECT k.* FROM data_key k
                JOIN unnest(:owners::uuid[], :purposes::text[], :months::text[]) AS wanted(owner, purpose, month)
                  ON k.owner_id IS NOT DISTINCT FROM wanted.owner
                 AND k.purpose = wanted.purpose AND k.month = wanted.month
                WHERE k.destroyed_at IS NULL""")
                .param("owners", slots.stream().map(KeySlot::ownerValue).toArray(UUID[]::new))
                .param(
                        "purposes",
                        slots.stream().map(slot -> slot.purpose().name()).toArray(String[]::new))
                .param(
                        "months",
                        slots.stream().map(slot -> slot.month().toString()).toArray(String[]::new))
                .query(KeyStore::key)
                .list();
    }

    List<WrappedKey> byId(Collection<KeyId> ids) {
        return jdbc.sql("SELECT * FROM data_key WHERE key_id = ANY (:ids) AND destroyed_at IS NULL")
                .param("ids", ids.stream().map(KeyId::value).toArray(UUID[]::new))
                .query(KeyStore::key)
                .list();
    }

    /// Those of the given ones that are not destroyed.
    Set<KeyId> alive(Collection<KeyId> ids) {
        return jdbc.sql("SELECT key_id FROM data_key WHERE key_id = ANY (:ids) AND destroyed_at IS NULL")
                .param("ids", ids.stream().map(KeyId::value).toArray(UUID[]::new))
                .query((row, number) -> new KeyId(row.getObject(1, UUID.class)))
                .set();
    }

    /// Keys for whose slot another instance was faster are left out of the answer and not stored.
    Set<KeyId> insertMissing(List<WrappedKey> keys, Instant at) {
        return jdbc.sql("""
                INSERT INTO data_key (key_id, owner_id, purpose, month, wrapped_secret, wrapping_key_id, created_at)
                SELECT key_id, owner_id, purpose, month, wrapped, wrapping, :at
                FROM unnest(:ids::uuid[], :owners::uuid[], :purposes::text[], :months::text[], :wrapped::bytea[],
                            :wrapping::uuid[]) AS k(key_id, owner_id, purpose, month, wrapped, wrapping)
                ON CONFLICT (owner_id, purpose, month) DO NOTHING
                RETURNING key_id""")
                .param("ids", keys.stream().map(key -> key.id().value()).toArray(UUID[]::new))
                .param(
                        "owners",
                        keys.stream().map(key -> key.slot().ownerValue()).toArray(UUID[]::new))
                .param(
                        "purposes",
                        keys.stream().map(key -> key.slot().purpose().name()).toArray(String[]::new))
                .param(
                        "months",
                        keys.stream().map(key -> key.slot().month().toString()).toArray(String[]::new))
                .param("wrapped", keys.stream().map(key -> key.secret().bytes()).toArray(byte[][]::new))
                .param("wrapping", keys.stream().map(key -> key.secret().by()).toArray(UUID[]::new))
                .param("at", at.atOffset(UTC))
                .query((row, number) -> new KeyId(row.getObject(1, UUID.class)))
                .set();
    }

    long under(Collection<UUID> wrappingKeys) {
        return jdbc.sql("SELECT count(*) FROM data_key WHERE wrapping_key_id = ANY (:wrapping)")
                .param("wrapping", wrappingKeys.toArray(UUID[]::new))
                .query(Long.class)
                .single();
    }

    /// Locked until the transaction ends; those another instance holds are left out.
    List<WrappedKey> lockUnder(Collection<UUID> wrappingKeys, UUID after, int limit) {
        return jdbc.sql("""
                SELECT * FROM data_key WHERE wrapping_key_id = ANY (:wrapping) AND key_id > :after
                ORDER BY key_id LIMIT :limit FOR UPDATE SKIP LOCKED""")
                .param("wrapping", wrappingKeys.toArray(UUID[]::new))
                .param("after", after)
                .param("limit", limit)
                .query(KeyStore::key)
                .list();
    }

    void rewrap(List<WrappedKey> keys) {
        jdbc.sql("""
                UPDATE data_key SET wrapped_secret = fresh.wrapped, wrapping_key_id = fresh.wrapping
                FROM unnest(:ids::uuid[], :wrapped::bytea[], :wrapping::uuid[]) AS fresh(key_id, wrapped, wrapping)
                WHERE data_key.key_id = fresh.key_id""")
                .param("ids", keys.stream().map(key -> key.id().value()).toArray(UUID[]::new))
                .param("wrapped", keys.stream().map(key -> key.secret().bytes()).toArray(byte[][]::new))
                .param("wrapping", keys.stream().map(key -> key.secret().by()).toArray(UUID[]::new))
                .update();
    }

    /// What is left of a destroyed key.
    record Destroyed(KeyId id, KeyPurpose purpose, YearMonth month) {}

    /// @param from and until: months, both included
    List<Destroyed> destroy(
            PersonId owner, Collection<KeyPurpose> purposes, YearMonth from, YearMonth until, Instant at) {
        return jdbc.sql("""
                UPDATE data_key SET wrapped_secret = NULL, wrapping_key_id = NULL, destroyed_at = :at
                WHERE owner_id = :owner AND purpose = ANY (:purposes) AND month BETWEEN :from AND :until
                  AND destroyed_at IS NULL
                RETURNING key_id, purpose, month""")
                .param("at", at.atOffset(UTC))
                .param("owner", owner.value())
                .param("purposes", purposes.stream().map(KeyPurpose::name).toArray(String[]::new))
                .param("from", from.toString())
                .param("until", until.toString())
                .query(KeyStore::destroyed)
                .list();
    }

    /// Whether this is, or was, a key of the region and a newer one of its purpose can be used.
    boolean replaced(KeyId id) {
        return jdbc.sql("""
                SELECT EXISTS (SELECT FROM data_key k JOIN data_key newer
                    ON newer.owner_id IS NULL AND newer.purpose = k.purpose AND newer.month > k.month
                WHERE k.key_id = :id AND k.owner_id IS NULL AND newer.destroyed_at IS NULL)""").param("id", id.value()).query(Boolean.class).single();
    }

    /// Empty: it was destroyed before.
    Optional<Destroyed> destroyOfRegion(KeyId id, Instant at) {
        return jdbc.sql("""
                UPDATE data_key SET wrapped_secret = NULL, wrapping_key_id = NULL, destroyed_at = :at
                WHERE key_id = :id AND owner_id IS NULL AND destroyed_at IS NULL
                RETURNING key_id, purpose, month""")
                .param("at", at.atOffset(UTC))
                .param("id", id.value())
                .query(KeyStore::destroyed)
                .optional();
    }

    private static Destroyed destroyed(ResultSet row, int number) throws SQLException {
        return new Destroyed(
                new KeyId(row.getObject(1, UUID.class)),
                KeyPurpose.valueOf(row.getString(2)),
                YearMonth.parse(row.getString(3)));
    }

    private static WrappedKey key(ResultSet row, int number) throws SQLException {
        @Nullable UUID owner = row.getObject("owner_id", UUID.class);
        return new WrappedKey(
                new KeyId(row.getObject("key_id", UUID.class)),
                new KeySlot(
                        owner == null ? null : new PersonId(owner),
                        KeyPurpose.valueOf(row.getString("purpose")),
                        YearMonth.parse(row.getString("month"))),
                new Wrapped(row.getBytes("wrapped_secret"), row.getObject("wrapping_key_id", UUID.class)));
    }
}
