package io.parley.archive.feed;

import com.google.crypto.tink.AccessesPartialKey;
import com.google.crypto.tink.HybridEncrypt;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.hybrid.HpkeParameters;
import com.google.crypto.tink.hybrid.HpkePublicKey;
import com.google.crypto.tink.hybrid.HybridConfig;
import com.google.crypto.tink.util.Bytes;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.MGF1ParameterSpec;
import java.text.ParseException;
import javax.crypto.Cipher;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;

/// The public key of an outside archive. What it wraps, only the holder of the private key opens.
sealed interface CustomerKey {

    /// As it is stored and shown: a JWK with nothing but the key.
    JWK jwk();

    String algorithm();

    /// The secret of one record, for the outside archive alone.
    byte[] wrap(byte[] secret);

    default String thumbprint() {
        try {
            return jwk().computeThumbprint().toString();
        } catch (JOSEException broken) {
            throw new IllegalStateException("thumbprint: cannot be made", broken);
        }
    }

    /// As it was stored.
    static CustomerKey stored(String text) {
        try {
            JWK jwk = JWK.parse(text);
            return jwk instanceof RSAKey rsa ? new Rsa(rsa) : X25519.of(jwk.toOctetKeyPair());
        } catch (ParseException broken) {
            throw new IllegalStateException("feed_key.public_key: not readable (expected: as it was checked)", broken);
        }
    }

    /// RSAES-OAEP (RFC 8017 §7.1) with SHA-256 for both hashes and an empty label, the RSA-OAEP-256 of RFC 7518 §4.3.
    record Rsa(RSAKey jwk) implements CustomerKey {

        static final String ALGORITHM = "RSA-OAEP-256";
        private static final OAEPParameterSpec OAEP =
                new OAEPParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, PSource.PSpecified.DEFAULT);

        @Override
        public String algorithm() {
            return ALGORITHM;
        }

        @Override
        public byte[] wrap(byte[] secret) {
            try {
                RSAPublicKey key = jwk.toRSAPublicKey();
                Cipher cipher = Cipher.getInstance("RSA/ECB/OAEPPadding");
                cipher.init(Cipher.ENCRYPT_MODE, key, OAEP);
                return cipher.doFinal(secret);
            } catch (GeneralSecurityException | JOSEException broken) {
                throw new IllegalStateException("feed key: cannot wrap", broken);
            }
        }
    }

    /// HPKE in base mode (RFC 9180 §5.1.1): DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, AES-256-GCM, `info` as below and
    /// no
    /// associated data. What it wraps is the encapsulated key, 32 bytes, and the ciphertext after it.
    record X25519(OctetKeyPair jwk, HybridEncrypt hpke) implements CustomerKey {

        static final String ALGORITHM = "HPKE-X25519";
        private static final byte[] INFO = "parley-feed/v1 record key".getBytes(StandardCharsets.US_ASCII);

        @AccessesPartialKey
        static X25519 of(OctetKeyPair jwk) {
            try {
                HybridConfig.register();
                HpkeParameters parameters = HpkeParameters.builder()
                        .setKemId(HpkeParameters.KemId.DHKEM_X25519_HKDF_SHA256)
                        .setKdfId(HpkeParameters.KdfId.HKDF_SHA256)
                        .setAeadId(HpkeParameters.AeadId.AES_256_GCM)
                        .setVariant(HpkeParameters.Variant.NO_PREFIX)
                        .build();
                HpkePublicKey key = HpkePublicKey.create(
                        parameters, Bytes.copyFrom(jwk.getX().decode()), null);
                KeysetHandle handle = KeysetHandle.newBuilder()
                        .addEntry(KeysetHandle.importKey(key).withRandomId().makePrimary())
                        .build();
                return new X25519(jwk, handle.getPrimitive(RegistryConfiguration.get(), HybridEncrypt.class));
            } catch (GeneralSecurityException broken) {
                throw new IllegalArgumentException("X25519: not a public key", broken);
            }
        }

        @Override
        public String algorithm() {
            return ALGORITHM;
        }

        @Override
        public byte[] wrap(byte[] secret) {
            try {
                return hpke.encrypt(secret, INFO);
            } catch (GeneralSecurityException broken) {
                throw new IllegalArgumentException("feed key: cannot wrap", broken);
            }
        }
    }
}
