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
                 AND k.purpose = wanted.purpose AND k.month = wanted.month""")
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
        return jdbc.sql("SELECT * FROM data_key WHERE key_id = ANY (:ids)")
                .param("ids", ids.stream().map(KeyId::value).toArray(UUID[]::new))
                .query(KeyStore::key)
                .list();
    }

    /// Keys for whose slot another instance was faster are left out of the answer and not stored.
    Set<KeyId> insertMissing(List<WrappedKey> keys, Instant at) {
        return jdbc.sql("""
                INSERT INTO data_key (key_id, owner_id, purpose, month, wrapped_secret, kek_id, created_at)
                SELECT key_id, owner_id, purpose, month, wrapped, kek_id, :at
                FROM unnest(:ids::uuid[], :owners::uuid[], :purposes::text[], :months::text[], :wrapped::bytea[],
                            :keks::bigint[]) AS k(key_id, owner_id, purpose, month, wrapped, kek_id)
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
                .param("wrapped", keys.stream().map(WrappedKey::secret).toArray(byte[][]::new))
                .param("keks", keys.stream().map(WrappedKey::kekId).toArray(Long[]::new))
                .param("at", at.atOffset(UTC))
                .query((row, number) -> new KeyId(row.getObject(1, UUID.class)))
                .set();
    }

    private static WrappedKey key(ResultSet row, int number) throws SQLException {
        @Nullable UUID owner = row.getObject("owner_id", UUID.class);
        return new WrappedKey(
                new KeyId(row.getObject("key_id", UUID.class)),
                new KeySlot(
                        owner == null ? null : new PersonId(owner),
                        KeyPurpose.valueOf(row.getString("purpose")),
                        YearMonth.parse(row.getString("month"))),
                row.getBytes("wrapped_secret"),
                row.getLong("kek_id"));
    }
}
