package io.parley.consent.key;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.subtle.AesGcmJce;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.parley.contracts.Ids;
import io.parley.platform.kek.KekConfiguration;
import io.parley.platform.kek.KekProperties;
import io.parley.platform.kek.KekUnreachableException;
import io.parley.platform.kek.KeyEncryptionKey;
import io.parley.platform.kek.KeyEncryptionKeys;
import io.parley.platform.problem.DomainException;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.context.annotation.Import;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Wraps data keys, and what else must not lie open in the database. The wrapping keys lie there themselves, each
/// wrapped
/// by the customer's key-encryption key: that one may be a remote service and is asked seldom, while a data key opens
/// in
/// microseconds (ADR 10).
///
/// Fails closed: when the key-encryption key says no to what it once wrapped, as after the customer disabled it, or
/// could
/// not be asked for longer than the grace, every opened key is forgotten and all calls are `unavailable` until it says
/// yes
/// again.
@Component
@Import(KekConfiguration.class)
public class WrappingKeys implements InitializingBean {

    private static final Logger LOG = LoggerFactory.getLogger(WrappingKeys.class);
    private static final int SECRET_BYTES = 32;

    private final WrappingKeyStore store;
    private final KeyEncryptionKeys keks;
    private final KekProperties properties;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private final Map<UUID, Aead> opened = new ConcurrentHashMap<>();
    /// Null: the key-encryption key cannot be used.
    private volatile @Nullable UUID newest;
    private volatile Instant confirmedAt = Instant.EPOCH;

    WrappingKeys(
            WrappingKeyStore store,
            KeyEncryptionKeys keks,
            KekProperties properties,
            MeterRegistry meters,
            Clock clock) {
        this.store = store;
        this.keks = keks;
        this.properties = properties;
        this.clock = clock;
        Gauge.builder("parley.kek.usable", this, keys -> keys.isUsable() ? 1 : 0)
                .register(meters);
    }

    /// At the first start, and after the customer's key moved to another place, there is no wrapping key under it yet.
    @Override
    public void afterPropertiesSet() {
        try {
            if (store.newest()
                    .filter(key -> key.kek().equals(keks.current().uri()))
                    .isEmpty()) {
                store.insert(fresh());
            }
            confirm();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(
                    "parley.kek.uri (PARLEY_KEK_URI): " + keks.current().uri()
                            + " (expected: a key-encryption key that can be used)",
                    e);
        }
    }

    public Wrapped wrap(byte[] secret, byte[] associatedData) {
        UUID by = current();
        try {
            return new Wrapped(opened(by).encrypt(secret, associatedData), by);
        } catch (GeneralSecurityException e) {
            throw failed("wrapped", by, e);
        }
    }

    public byte[] unwrap(Wrapped wrapped, byte[] associatedData) {
        current();
        try {
            return opened(wrapped.by()).decrypt(wrapped.bytes(), associatedData);
        } catch (GeneralSecurityException e) {
            throw failed("unwrapped", wrapped.by(), e);
        }
    }

    private static RuntimeException failed(String what, UUID by, GeneralSecurityException why) {
        return why instanceof KekUnreachableException
                ? DomainException.unavailable("the key-encryption key", why)
                : new IllegalStateException("secret: cannot be " + what + " by wrapping key " + by, why);
    }

    /// The one that wraps now.
    UUID current() {
        UUID current = newest;
        if (current == null) {
            throw DomainException.unavailable("the key-encryption key", null);
        }
        return current;
    }

    boolean isUsable() {
        return newest != null;
    }

    /// Not yet stored.
    WrappingKey fresh() throws GeneralSecurityException {
        byte[] secret = new byte[SECRET_BYTES];
        random.nextBytes(secret);
        UUID id = Ids.next();
        KeyEncryptionKey kek = keks.current();
        return new WrappingKey(id, kek.aead().encrypt(secret, bound(id)), kek.uri(), clock.instant(), null);
    }

    @Scheduled(fixedDelayString = "${parley.kek.check-every:1m}")
    void check() {
        try {
            confirm();
        } catch (KekUnreachableException down) {
            if (confirmedAt.plus(properties.grace()).isBefore(clock.instant())) {
                forget(down);
            } else {
                LOG.warn(
                        "The key-encryption key cannot be reached; opened keys serve until {}",
                        confirmedAt.plus(properties.grace()));
            }
        } catch (GeneralSecurityException refused) {
            forget(refused);
        }
    }

    /// Asks the key-encryption key anew to open the newest wrapping key, which another instance may have made.
    void confirm() throws GeneralSecurityException {
        WrappingKey key = store.newest().orElseThrow(() -> new GeneralSecurityException("wrapping keys: none"));
        opened.put(key.id(), open(key));
        confirmedAt = clock.instant();
        if (newest == null) {
            LOG.info("The key-encryption key can be used");
        }
        newest = key.id();
    }

    private void forget(GeneralSecurityException why) {
        newest = null;
        opened.clear();
        LOG.error("The key-encryption key cannot be used, so no data key can be opened: {}", why.getMessage());
    }

    private Aead opened(UUID id) throws GeneralSecurityException {
        Aead known = opened.get(id);
        if (known != null) {
            return known;
        }
        Aead asked = open(
                store.find(id).orElseThrow(() -> new GeneralSecurityException("wrapping key " + id + ": unknown")));
        opened.put(id, asked);
        return asked;
    }

    private Aead open(WrappingKey key) throws GeneralSecurityException {
        KeyEncryptionKey kek = keks.at(key.kek())
                .orElseThrow(() -> new GeneralSecurityException("wrapping key " + key.id() + ": under " + key.kek()
                        + " (expected: parley.kek.uri or parley.kek.previous-uri)"));
        return new AesGcmJce(kek.aead().decrypt(key.wrapped(), bound(key.id())));
    }

    /// Binds a wrapping key to its row.
    private static byte[] bound(UUID id) {
        return ("parley wrapping key " + id).getBytes(US_ASCII);
    }
}
