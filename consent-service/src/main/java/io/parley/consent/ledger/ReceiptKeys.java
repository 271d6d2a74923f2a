package io.parley.consent.ledger;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.time.ZoneOffset.UTC;

import com.google.crypto.tink.subtle.Ed25519Sign;
import io.parley.consent.key.Wrapped;
import io.parley.consent.key.WrappedSecrets;
import io.parley.consent.key.WrappingKeys;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The Ed25519 keys that sign receipts. The first instance to need one makes it; every public half stays on show, so
/// that old receipts stay verifiable.
@Repository
class ReceiptKeys implements SmartInitializingSingleton, WrappedSecrets {

    private static final String ED25519 = "Ed25519";
    /// The raw key ends its X.509 form (RFC 8410 §4), and its PKCS 8 form (§7).
    private static final int RAW_BYTES = 32;

    private final JdbcClient jdbc;
    private final WrappingKeys wrapping;
    private final Clock clock;
    private volatile @Nullable Signing current;

    ReceiptKeys(JdbcClient jdbc, WrappingKeys wrapping, Clock clock) {
        this.jdbc = jdbc;
        this.wrapping = wrapping;
        this.clock = clock;
    }

    /// @param signer of Tink: that of the Java platform takes several times as long, and every answer waits for it
    record Signing(String kid, Ed25519Sign signer) {}

    /// @param x the raw public key (RFC 8037 §2), base64url without padding
    record Public(String kid, String x) {}

    private record Stored(String kid, Wrapped secret) {

        byte[] bound() {
            return kid.getBytes(US_ASCII);
        }
    }

    /// Before any answer, and outside its transaction: a key that is used must not be rolled back.
    @Override
    public void afterSingletonsInstantiated() {
        current = open(stored());
    }

    Signing current() {
        return Objects.requireNonNull(current, "receipt key: not ready (expected: read at start)");
    }

    List<Public> all() {
        return jdbc.sql("SELECT kid, public_key FROM receipt_key ORDER BY created_at")
                .query((row, number) -> new Public(row.getString(1), encoded(row.getBytes(2))))
                .list();
    }

    private Stored stored() {
        return newest().orElseGet(() -> {
            insert(generated());
            return newest().orElseThrow();
        });
    }

    private Optional<Stored> newest() {
        return jdbc.sql("SELECT * FROM receipt_key ORDER BY created_at DESC, kid LIMIT 1")
                .query(ReceiptKeys::read)
                .optional();
    }

    private static Stored read(ResultSet row, int number) throws SQLException {
        return new Stored(
                row.getString("kid"),
                new Wrapped(row.getBytes("wrapped_private_key"), row.getObject("wrapping_key_id", UUID.class)));
    }

    /// Two instances that start together may make one each; both are on show then, and the later one is used.
    private void insert(KeyPair pair) {
        byte[] x509 = pair.getPublic().getEncoded();
        byte[] raw = Arrays.copyOfRange(x509, x509.length - RAW_BYTES, x509.length);
        String kid = thumbprint(encoded(raw));
        Wrapped wrapped = wrapping.wrap(pair.getPrivate().getEncoded(), kid.getBytes(US_ASCII));
        jdbc.sql("""
                INSERT INTO receipt_key (kid, public_key, wrapped_private_key, wrapping_key_id, created_at)
                SELECT :kid, :public, :wrapped, :wrapping, :at WHERE NOT EXISTS (SELECT 1 FROM receipt_key)""")
                .param("kid", kid)
                .param("public", raw)
                .param("wrapped", wrapped.bytes())
                .param("wrapping", wrapped.by())
                .param("at", clock.instant().atOffset(UTC))
                .update();
    }

    @Override
    public long under(Collection<UUID> wrappingKeys) {
        return jdbc.sql("SELECT count(*) FROM receipt_key WHERE wrapping_key_id = ANY (:wrapping)")
                .param("wrapping", wrappingKeys.toArray(UUID[]::new))
                .query(Long.class)
                .single();
    }

    /// They are few.
    @Override
    public void rewrap(Collection<UUID> wrappingKeys) {
        jdbc.sql("SELECT * FROM receipt_key WHERE wrapping_key_id = ANY (:wrapping)")
                .param("wrapping", wrappingKeys.toArray(UUID[]::new))
                .query(ReceiptKeys::read)
                .list()
                .forEach(this::rewrap);
    }

    private void rewrap(Stored key) {
        Wrapped fresh = wrapping.wrap(wrapping.unwrap(key.secret(), key.bound()), key.bound());
        jdbc.sql("""
                UPDATE receipt_key SET wrapped_private_key = :wrapped, wrapping_key_id = :wrapping
                WHERE kid = :kid AND wrapping_key_id = :older""")
                .param("wrapped", fresh.bytes())
                .param("wrapping", fresh.by())
                .param("kid", key.kid())
                .param("older", key.secret().by())
                .update();
    }

    private Signing open(Stored stored) {
        try {
            byte[] pkcs8 = wrapping.unwrap(stored.secret(), stored.bound());
            return new Signing(
                    stored.kid(), new Ed25519Sign(Arrays.copyOfRange(pkcs8, pkcs8.length - RAW_BYTES, pkcs8.length)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("receipt key: not readable (expected: Ed25519 in PKCS 8)", e);
        }
    }

    private static KeyPair generated() {
        try {
            return KeyPairGenerator.getInstance(ED25519).generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Ed25519 is in every Java platform", e);
        }
    }

    /// RFC 7638 with the members of RFC 8037 §2.
    private static String thumbprint(String x) {
        try {
            String members = "{\"crv\":\"Ed25519\",\"kty\":\"OKP\",\"x\":\"" + x + "\"}";
            return encoded(MessageDigest.getInstance("SHA-256").digest(members.getBytes(US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("SHA-256 is in every Java platform", e);
        }
    }

    static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
