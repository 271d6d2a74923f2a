package io.parley.consent.key;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import org.springframework.stereotype.Component;

/// Wraps data keys, and what else must not lie open in the database. Without a readable keyset the service does not
/// start: it could neither make keys nor open any.
@Component
public class KeyEncryptionKey {

    private final Aead aead;
    private final long primaryId;

    KeyEncryptionKey(KekProperties properties) {
        KeysetHandle keyset = read(properties.keyset());
        this.primaryId = Integer.toUnsignedLong(keyset.getPrimary().getId());
        this.aead = aead(keyset, properties.keyset());
    }

    /// The id inside the keyset of the key that wraps now.
    public long primaryId() {
        return primaryId;
    }

    public byte[] wrap(byte[] secret, byte[] associatedData) {
        try {
            return aead.encrypt(secret, associatedData);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("secret: cannot be wrapped", e);
        }
    }

    public byte[] unwrap(byte[] wrapped, byte[] associatedData) {
        try {
            return aead.decrypt(wrapped, associatedData);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("secret: cannot be unwrapped (expected: wrapped by this keyset)", e);
        }
    }

    private static KeysetHandle read(Path file) {
        try {
            AeadConfig.register();
            return TinkJsonProtoKeysetFormat.parseKeyset(Files.readString(file), InsecureSecretKeyAccess.get());
        } catch (IOException | GeneralSecurityException e) {
            throw unusable(file, e);
        }
    }

    private static Aead aead(KeysetHandle keyset, Path file) {
        try {
            return keyset.getPrimitive(RegistryConfiguration.get(), Aead.class);
        } catch (GeneralSecurityException e) {
            throw unusable(file, e);
        }
    }

    private static IllegalStateException unusable(Path file, Exception cause) {
        return new IllegalStateException(
                "parley.kek.keyset (PARLEY_KEK_KEYSET): " + file
                        + " (expected: a readable Tink keyset in JSON for AES256_GCM)",
                cause);
    }
}
