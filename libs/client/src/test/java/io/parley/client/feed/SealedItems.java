package io.parley.client.feed;

import com.google.crypto.tink.AccessesPartialKey;
import com.google.crypto.tink.HybridEncrypt;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.hybrid.HpkeParameters;
import com.google.crypto.tink.hybrid.HpkePublicKey;
import com.google.crypto.tink.hybrid.HybridConfig;
import com.google.crypto.tink.util.Bytes;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.interfaces.XECPublicKey;
import java.security.spec.MGF1ParameterSpec;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import javax.crypto.spec.SecretKeySpec;

/// Makes items as docs/feed.md tells.
final class SealedItems {

    private static final int NONCE = 12;
    private static final int SECRET = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private SealedItems() {}

    static KeyPair pair(String algorithm) {
        try {
            return KeyPairGenerator.getInstance(algorithm).generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static FeedItem item(long seq, String json, int version, PublicKey key) {
        byte[] secret = new byte[SECRET];
        byte[] nonce = new byte[NONCE];
        RANDOM.nextBytes(secret);
        RANDOM.nextBytes(nonce);
        String record = "record-" + seq;
        try {
            Cipher aes = Cipher.getInstance("AES/GCM/NoPadding");
            aes.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(secret, "AES"), new GCMParameterSpec(128, nonce));
            aes.updateAAD(("parley-feed/v1\n" + seq + "\n" + record + "\n" + version).getBytes(StandardCharsets.UTF_8));
            byte[] plain = json.getBytes(StandardCharsets.UTF_8);
            byte[] sealed = new byte[NONCE + plain.length + 16];
            System.arraycopy(nonce, 0, sealed, 0, NONCE);
            aes.doFinal(plain, 0, plain.length, sealed, NONCE);
            return new FeedItem(seq, record, version, wrap(secret, key), sealed, false, null, false);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] wrap(byte[] secret, PublicKey key) throws GeneralSecurityException {
        if (key instanceof XECPublicKey xec) {
            return hpke(xec).encrypt(secret, "parley-feed/v1 record key".getBytes(StandardCharsets.US_ASCII));
        }
        Cipher rsa = Cipher.getInstance("RSA/ECB/OAEPPadding");
        rsa.init(
                Cipher.ENCRYPT_MODE,
                key,
                new OAEPParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, PSource.PSpecified.DEFAULT));
        return rsa.doFinal(secret);
    }

    @AccessesPartialKey
    private static HybridEncrypt hpke(XECPublicKey key) throws GeneralSecurityException {
        HybridConfig.register();
        byte[] encoded = key.getEncoded();
        byte[] point = java.util.Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length);
        HpkeParameters parameters = HpkeParameters.builder()
                .setKemId(HpkeParameters.KemId.DHKEM_X25519_HKDF_SHA256)
                .setKdfId(HpkeParameters.KdfId.HKDF_SHA256)
                .setAeadId(HpkeParameters.AeadId.AES_256_GCM)
                .setVariant(HpkeParameters.Variant.NO_PREFIX)
                .build();
        return KeysetHandle.newBuilder()
                .addEntry(KeysetHandle.importKey(HpkePublicKey.create(parameters, Bytes.copyFrom(point), null))
                        .withRandomId()
                        .makePrimary())
                .build()
                .getPrimitive(RegistryConfiguration.get(), HybridEncrypt.class);
    }
}
