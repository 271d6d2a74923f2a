package io.parley.client.feed;

import com.google.crypto.tink.AccessesPartialKey;
import com.google.crypto.tink.HybridDecrypt;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.hybrid.HpkeParameters;
import com.google.crypto.tink.hybrid.HpkePrivateKey;
import com.google.crypto.tink.hybrid.HpkePublicKey;
import com.google.crypto.tink.hybrid.HybridConfig;
import com.google.crypto.tink.subtle.X25519;
import com.google.crypto.tink.util.Bytes;
import com.google.crypto.tink.util.SecretBytes;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.XECPrivateKey;
import java.security.spec.MGF1ParameterSpec;
import java.util.HashMap;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;

/// The private keys of one reader by version. Immutable, and shared with no other reader: two with different keys in
/// one
/// process do not know of each other. Keep old versions for as long as what they open must be read again.
public final class FeedKeys {

    private static final OAEPParameterSpec OAEP =
            new OAEPParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, PSource.PSpecified.DEFAULT);
    private static final byte[] INFO = "parley-feed/v1 record key".getBytes(StandardCharsets.US_ASCII);

    private final Map<Integer, Unwrapping> byVersion;

    private FeedKeys(Map<Integer, Unwrapping> byVersion) {
        this.byVersion = Map.copyOf(byVersion);
    }

    private interface Unwrapping {

        byte[] unwrap(byte[] wrapped) throws GeneralSecurityException;
    }

    public static FeedKeys none() {
        return new FeedKeys(Map.of());
    }

    /// These keys and one more: RSA (opened as RSA-OAEP-256) or X25519 (opened as HPKE).
    ///
    /// @throws IllegalArgumentException for another kind, or a version that is there already
    public FeedKeys with(int version, PrivateKey key) {
        if (byVersion.containsKey(version)) {
            throw new IllegalArgumentException("version: " + version + " (expected: one that has no key yet)");
        }
        Map<Integer, Unwrapping> more = new HashMap<>(byVersion);
        more.put(version, unwrapping(key));
        return new FeedKeys(more);
    }

    private static Unwrapping unwrapping(PrivateKey key) {
        return switch (key) {
            case RSAPrivateKey rsa -> wrapped -> rsa(rsa, wrapped);
            case XECPrivateKey xec -> hpke(xec);
            default -> throw new IllegalArgumentException("key: " + key.getAlgorithm() + " (expected: RSA or X25519)");
        };
    }

    private static byte[] rsa(RSAPrivateKey key, byte[] wrapped) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("RSA/ECB/OAEPPadding");
        cipher.init(Cipher.DECRYPT_MODE, key, OAEP);
        return cipher.doFinal(wrapped);
    }

    @AccessesPartialKey
    private static Unwrapping hpke(XECPrivateKey key) {
        byte[] scalar = key.getScalar()
                .orElseThrow(
                        () -> new IllegalArgumentException("key: not extractable (expected: X25519 with its bytes)"));
        try {
            HybridConfig.register();
            HpkeParameters parameters = HpkeParameters.builder()
                    .setKemId(HpkeParameters.KemId.DHKEM_X25519_HKDF_SHA256)
                    .setKdfId(HpkeParameters.KdfId.HKDF_SHA256)
                    .setAeadId(HpkeParameters.AeadId.AES_256_GCM)
                    .setVariant(HpkeParameters.Variant.NO_PREFIX)
                    .build();
            HpkePublicKey open =
                    HpkePublicKey.create(parameters, Bytes.copyFrom(X25519.publicFromPrivate(scalar)), null);
            HpkePrivateKey secret =
                    HpkePrivateKey.create(open, SecretBytes.copyFrom(scalar, InsecureSecretKeyAccess.get()));
            HybridDecrypt hpke = KeysetHandle.newBuilder()
                    .addEntry(KeysetHandle.importKey(secret).withRandomId().makePrimary())
                    .build()
                    .getPrimitive(RegistryConfiguration.get(), HybridDecrypt.class);
            return wrapped -> hpke.decrypt(wrapped, INFO);
        } catch (GeneralSecurityException broken) {
            throw new IllegalArgumentException("key: not an X25519 one", broken);
        }
    }

    /// The record's secret.
    byte[] unwrap(long seq, int version, byte[] wrapped) {
        Unwrapping key = byVersion.get(version);
        if (key == null) {
            throw new FeedException(
                    seq, "encrypted to key version " + version + " (expected: one of " + byVersion.keySet() + ")");
        }
        try {
            return key.unwrap(wrapped);
        } catch (GeneralSecurityException tampered) {
            throw new FeedException(seq, "its key does not open with version " + version, tampered);
        }
    }

    @Override
    public String toString() {
        return "FeedKeys" + byVersion.keySet();
    }
}
