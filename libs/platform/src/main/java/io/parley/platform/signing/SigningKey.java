package io.parley.platform.signing;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.parley.platform.kek.KeyEncryptionKey;
import io.parley.platform.kek.KeyEncryptionKeys;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;

/// The key with which a service signs. It rests in the service's database, wrapped by a key-encryption key, and nowhere
/// else (ADR 26). The first instance to start makes it; one that cannot open it does not start.
///
/// Once opened it signs on while the key-encryption key says no: what happens then has to be on record as well.
final class SigningKey {

    private static final Logger LOG = LoggerFactory.getLogger(SigningKey.class);
    private static final int SEED_BYTES = 32;
    /// A rotated key-encryption key does not tell that it was. After this time everything lies under its newest
    /// version.
    private static final Duration WRAPPED_FOR = Duration.ofHours(1);

    private final Signatory signatory;
    private final SealedSeeds seeds;
    private final KeyEncryptionKeys keks;
    private final Clock clock;
    private final byte[] bound;
    private final NoteKey key;
    private volatile boolean opens = true;
    private volatile Instant wrappedAt = Instant.EPOCH;

    /// @throws NoteKeyUnusable when there is none that may sign
    SigningKey(Signatory signatory, String region, SealedSeeds seeds, KeyEncryptionKeys keks, Clock clock) {
        this.signatory = signatory;
        this.seeds = seeds;
        this.keks = keks;
        this.clock = clock;
        this.bound = ("parley signing key " + signatory.purpose() + " of " + region).getBytes(UTF_8);
        this.key = open();
        LOG.info("Signs with {}", key.verifierKey());
    }

    void measuredBy(MeterRegistry meters) {
        Gauge.builder("parley.signing.kek.usable", this, signing -> signing.opens ? 1 : 0)
                .description("1 while the key-encryption key opens the key that signs")
                .register(meters);
        TimeGauge.builder(
                        "parley.signing.wrapped.age",
                        this,
                        TimeUnit.SECONDS,
                        signing -> signing.age().toSeconds())
                .description("Since when the key that signs lies under the version of its key-encryption key of then")
                .register(meters);
    }

    NoteKey key() {
        return key;
    }

    @Scheduled(fixedDelayString = "${parley.kek.check-every:1m}")
    void check() {
        try {
            SealedSeed sealed = seeds.find(signatory.purpose())
                    .orElseThrow(() -> new GeneralSecurityException("signing key: none"));
            byte[] seed = opened(sealed);
            if (!named(seed).verifierKey().equals(key.verifierKey())) {
                throw new GeneralSecurityException("signing key: another one lies in the database");
            }
            keepFresh(sealed, seed);
            opens = true;
        } catch (GeneralSecurityException e) {
            opens = false;
            LOG.error(
                    "The key that signs goes on signing, but could not be opened after a restart: {}", e.getMessage());
        }
    }

    private NoteKey open() {
        try {
            SealedSeed sealed = seeds.find(signatory.purpose()).orElseGet(this::first);
            byte[] seed = opened(sealed);
            requireAgreement(seed);
            keepFresh(sealed, seed);
            return named(seed);
        } catch (GeneralSecurityException e) {
            throw unusable(e);
        }
    }

    private SealedSeed first() {
        byte[] imported = imported();
        byte[] seed = imported == null ? random() : imported;
        try {
            requireContinuity(named(seed), imported != null);
            if (seeds.insertFirst(signatory.purpose(), sealed(seed))) {
                LOG.info("The key that signs was {}", imported == null ? "made" : "taken over from its file");
            }
        } catch (GeneralSecurityException e) {
            throw unusable(e);
        }
        return seeds.find(signatory.purpose()).orElseThrow();
    }

    private void requireContinuity(NoteKey candidate, boolean imported) {
        boolean continues = imported
                ? signatory.before().agreesWith(candidate)
                : !signatory.before().anything();
        if (!continues) {
            throw new NoteKeyUnusable(signatory.pemSetting() + ": " + (imported ? signatory.pem() : "not set")
                    + " (expected: the file of the key that signed so far)");
        }
    }

    private void requireAgreement(byte[] seed) {
        byte[] imported = imported();
        if (imported != null && !Arrays.equals(imported, seed)) {
            throw new NoteKeyUnusable(signatory.pemSetting() + ": " + signatory.pem()
                    + " (expected: the key that lies in the database, or nothing)");
        }
    }

    private byte @Nullable [] imported() {
        return signatory.pem().isEmpty() ? null : NoteKeyFile.seed(signatory.pemSetting(), Path.of(signatory.pem()));
    }

    private void keepFresh(SealedSeed sealed, byte[] seed) throws GeneralSecurityException {
        wrappedAt = sealed.wrappedAt();
        if (age().compareTo(WRAPPED_FOR) > 0
                || !sealed.kek().equals(keks.current().uri())) {
            SealedSeed fresh = sealed(seed);
            seeds.replace(signatory.purpose(), sealed, fresh);
            wrappedAt = fresh.wrappedAt();
        }
    }

    private Duration age() {
        return Duration.between(wrappedAt, clock.instant());
    }

    /// Nothing is kept of which it is not known that it can be opened again.
    private SealedSeed sealed(byte[] seed) throws GeneralSecurityException {
        KeyEncryptionKey kek = keks.current();
        var sealed = new SealedSeed(kek.aead().encrypt(seed, bound), kek.uri(), clock.instant());
        if (!Arrays.equals(opened(sealed), seed)) {
            throw new GeneralSecurityException("key-encryption key: does not open what it wrapped");
        }
        return sealed;
    }

    private byte[] opened(SealedSeed sealed) throws GeneralSecurityException {
        KeyEncryptionKey kek = keks.at(sealed.kek())
                .orElseThrow(() -> new GeneralSecurityException("signing key: under " + sealed.kek()
                        + " (expected: parley.kek.uri or parley.kek.previous-uri)"));
        return kek.aead().decrypt(sealed.wrapped(), bound);
    }

    private NoteKey named(byte[] seed) throws GeneralSecurityException {
        return NoteKey.of(signatory.name(), seed);
    }

    private static byte[] random() {
        byte[] seed = new byte[SEED_BYTES];
        new SecureRandom().nextBytes(seed);
        return seed;
    }

    private NoteKeyUnusable unusable(GeneralSecurityException why) {
        return new NoteKeyUnusable(
                "parley.kek.uri (PARLEY_KEK_URI): " + keks.current().uri() + ": " + why.getMessage()
                        + " (expected: the key-encryption key of what signs as " + signatory.name() + ")",
                why);
    }
}
