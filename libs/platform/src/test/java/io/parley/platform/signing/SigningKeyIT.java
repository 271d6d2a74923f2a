package io.parley.platform.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.subtle.AesGcmJce;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.parley.platform.kek.KeyEncryptionKey;
import io.parley.platform.kek.KeyEncryptionKeys;
import io.parley.testing.TestClock;
import io.parley.testing.TestDatabase;
import io.parley.testing.TestSigning;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class SigningKeyIT {

    private static final String TEXT = "something to sign\n";

    private final TestDatabase database = TestDatabase.create("sample");
    private final JdbcClient jdbc = JdbcClient.create(database.asOwner());
    private final TestClock clock = new TestClock(Instant.parse("2026-01-01T00:00:00Z"));
    private final Kek first = new Kek("file:///first");
    private final Kek second = new Kek("file:///second");

    @BeforeEach
    void table() {
        jdbc.sql("""
                CREATE TABLE signing_key (purpose text PRIMARY KEY, wrapped bytea NOT NULL, kek_uri text NOT NULL,
                                          wrapped_at timestamptz NOT NULL)""").update();
    }

    @Test
    void isMadeAtTheFirstStartAndStaysTheSame() throws Exception {
        NoteKey made = start("eu", first).key();

        NoteKey again = start("eu", first).key();

        assertThat(again.verifierKey()).isEqualTo(made.verifierKey());
        assertThat(again.signed(made.sign(TEXT))).isTrue();
    }

    @Test
    void isOneOnlyHoweverManyStartAtOnce() throws Exception {
        Callable<String> start = () -> start("eu", first).key().verifierKey();
        try (var threads = Executors.newFixedThreadPool(8)) {
            List<Future<String>> keys =
                    threads.invokeAll(IntStream.range(0, 8).mapToObj(_ -> start).toList());

            String kept = start.call();
            assertThat(keys).allSatisfy(key -> assertThat(key.get()).isEqualTo(kept));
        }
    }

    @Test
    void liesInTheDatabaseWrappedOnly() throws Exception {
        Path pem = TestSigning.newKeyFile();

        start("eu", first, signatory(pem, nothing()));

        byte[] seed = NoteKeyFile.seed("KEY", pem);
        assertThat(first.decrypt(wrapped(), "parley signing key test of eu")).isEqualTo(seed);
        assertThat(hex(wrapped())).doesNotContain(hex(seed));
    }

    @Test
    void doesNotOpenForAnotherRegionOrPurposeNorWhenTamperedWith() {
        start("eu", first);
        refuses(() -> start("us", first));
        jdbc.sql("UPDATE signing_key SET purpose = 'other'").update();
        refuses(() -> start("eu", first, new Signatory("other", "log.example", "KEY", "", nothing())));
        jdbc.sql("UPDATE signing_key SET purpose = 'test', wrapped = set_byte(wrapped, 20, get_byte(wrapped, 20) # 1)")
                .update();
        refuses(() -> start("eu", first));
    }

    @Test
    void doesNotStartWithoutItsKeyEncryptionKey() {
        first.isWilling = false;
        refuses(() -> start("eu", first));
        assertThat(rows()).isZero();

        first.isWilling = true;
        start("eu", first);
        first.isWilling = false;
        refuses(() -> start("eu", first));
        refuses(() -> start("eu", second));
    }

    @Test
    void isNotKeptWhereItCouldNotBeOpenedAgain() {
        first.opens = false;

        refuses(() -> start("eu", first));

        assertThat(rows()).isZero();
    }

    @Test
    void isTakenOverFromAFileOnce() throws Exception {
        Path pem = TestSigning.newKeyFile();
        NoteKey old = NoteKey.of("log.example", NoteKeyFile.seed("KEY", pem));

        NoteKey taken = start("eu", first, signatory(pem, signedBy(old))).key();
        assertThat(taken.verifierKey()).isEqualTo(old.verifierKey());
        assertThat(start("eu", first, signatory(pem, signedBy(old))).key().verifierKey())
                .isEqualTo(old.verifierKey());

        Files.delete(pem);
        assertThat(start("eu", first, signatory(null, signedBy(old))).key().verifierKey())
                .isEqualTo(old.verifierKey());
    }

    @Test
    void refusesAFileThatSaysOtherwise() {
        start("eu", first);

        assertThatThrownBy(() -> start("eu", first, signatory(TestSigning.newKeyFile(), nothing())))
                .isInstanceOf(NoteKeyUnusable.class)
                .hasMessageContaining("the key that lies in the database");
    }

    @Test
    void makesNoSecondKeyWhereSomethingWasSigned() throws Exception {
        Path pem = TestSigning.newKeyFile();
        NoteKey old = NoteKey.of("log.example", NoteKeyFile.seed("KEY", pem));

        for (@Nullable Path wrong : new @Nullable Path[] {null, TestSigning.newKeyFile()}) {
            assertThatThrownBy(() -> start("eu", first, signatory(wrong, signedBy(old))))
                    .isInstanceOf(NoteKeyUnusable.class)
                    .hasMessageStartingWith("KEY: ")
                    .hasMessageContaining("the key that signed so far");
        }
        assertThat(rows()).isZero();
        assertThat(start("eu", first, signatory(pem, signedBy(old))).key().verifierKey())
                .isEqualTo(old.verifierKey());
    }

    @Test
    void movesToAnotherKeyEncryptionKeyAndStaysTheSame() throws Exception {
        String before = start("eu", first).key().verifierKey();

        SigningKey moved = start(
                "eu", new KeyEncryptionKeys(second.asKey(), Optional.of(first.asKey())), signatory(null, nothing()));

        assertThat(moved.key().verifierKey()).isEqualTo(before);
        assertThat(start("eu", second).key().verifierKey()).isEqualTo(before);
        refuses(() -> start("eu", first));
    }

    @Test
    void isWrappedAnewWithinAnHour() {
        SigningKey signing = start("eu", first);
        byte[] before = wrapped();
        clock.advance(Duration.ofMinutes(59));
        signing.check();
        assertThat(wrapped()).isEqualTo(before);
        assertThat(metric(signing, "parley.signing.wrapped.age")).isEqualTo(59 * 60);

        clock.advance(Duration.ofMinutes(2));
        signing.check();

        assertThat(wrapped()).isNotEqualTo(before);
        assertThat(metric(signing, "parley.signing.wrapped.age")).isZero();
        assertThat(start("eu", first).key().verifierKey())
                .isEqualTo(signing.key().verifierKey());
    }

    @Test
    void signsOnWhileItsKeyEncryptionKeySaysNoAndTellsSo() throws Exception {
        SigningKey signing = start("eu", first);
        assertThat(metric(signing, "parley.signing.kek.usable")).isEqualTo(1);

        first.isWilling = false;
        signing.check();
        assertThat(metric(signing, "parley.signing.kek.usable")).isZero();
        assertThat(signing.key().signed(signing.key().sign(TEXT))).isTrue();

        first.isWilling = true;
        signing.check();
        assertThat(metric(signing, "parley.signing.kek.usable")).isEqualTo(1);
    }

    @Test
    void tellsThatAnotherKeyLiesInTheDatabase() {
        SigningKey signing = start("eu", first);
        jdbc.sql("DELETE FROM signing_key").update();
        start("eu", first);

        signing.check();

        assertThat(metric(signing, "parley.signing.kek.usable")).isZero();
    }

    private SigningKey start(String region, Kek kek) {
        return start(region, kek, signatory(null, nothing()));
    }

    private SigningKey start(String region, Kek kek, Signatory signatory) {
        return start(region, new KeyEncryptionKeys(kek.asKey(), Optional.empty()), signatory);
    }

    private SigningKey start(String region, KeyEncryptionKeys keks, Signatory signatory) {
        return new SigningKey(signatory, region, new SealedSeeds(jdbc), keks, clock);
    }

    private static Signatory signatory(@Nullable Path pem, SignedBefore before) {
        return new Signatory("test", "log.example", "KEY", pem == null ? "" : pem.toString(), before);
    }

    private static SignedBefore nothing() {
        return before(false, null);
    }

    private static SignedBefore signedBy(NoteKey key) {
        return before(true, key);
    }

    private static SignedBefore before(boolean anything, @Nullable NoteKey by) {
        return new SignedBefore() {
            @Override
            public boolean anything() {
                return anything;
            }

            @Override
            public boolean agreesWith(NoteKey key) {
                return by == null || by.verifierKey().equals(key.verifierKey());
            }
        };
    }

    private static void refuses(Runnable start) {
        assertThatThrownBy(start::run).isInstanceOf(NoteKeyUnusable.class).hasMessageContaining("PARLEY_KEK_URI");
    }

    private static double metric(SigningKey signing, String name) {
        var meters = new SimpleMeterRegistry();
        signing.measuredBy(meters);
        return meters.get(name).gauge().value();
    }

    private byte[] wrapped() {
        return jdbc.sql("SELECT wrapped FROM signing_key").query(byte[].class).single();
    }

    private int rows() {
        return jdbc.sql("SELECT count(*) FROM signing_key").query(Integer.class).single();
    }

    private static String hex(byte[] bytes) {
        return java.util.HexFormat.of().formatHex(bytes);
    }

    /// In memory; says no when told to.
    private static final class Kek implements Aead {

        private final URI uri;
        private final Aead aes = aes();
        private volatile boolean isWilling = true;
        private volatile boolean opens = true;

        Kek(String uri) {
            this.uri = URI.create(uri);
        }

        KeyEncryptionKey asKey() {
            return new KeyEncryptionKey(uri, this);
        }

        byte[] decrypt(byte[] wrapped, String bound) throws GeneralSecurityException {
            return aes.decrypt(wrapped, bound.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }

        @Override
        public byte[] encrypt(byte[] plaintext, byte[] associatedData) throws GeneralSecurityException {
            require(isWilling);
            return aes.encrypt(plaintext, associatedData);
        }

        @Override
        public byte[] decrypt(byte[] ciphertext, byte[] associatedData) throws GeneralSecurityException {
            require(isWilling && opens);
            return aes.decrypt(ciphertext, associatedData);
        }

        private static void require(boolean willing) throws GeneralSecurityException {
            if (!willing) {
                throw new GeneralSecurityException("no");
            }
        }

        private static Aead aes() {
            byte[] key = new byte[32];
            new SecureRandom().nextBytes(key);
            try {
                return new AesGcmJce(key);
            } catch (GeneralSecurityException e) {
                throw new AssertionError(e);
            }
        }
    }
}
