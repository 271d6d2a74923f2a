package io.parley.archive.feed;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import io.parley.platform.problem.DomainException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.interfaces.XECPublicKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads a public key in the form that `openssl pkey -pubout` writes (RFC 7468 §13).
final class PemKey {

    private static final Pattern PUBLIC =
            Pattern.compile("\\s*-----BEGIN PUBLIC KEY-----([A-Za-z0-9+/=\\s]+)-----END PUBLIC KEY-----\\s*");
    private static final int X25519_BYTES = 32;

    private PemKey() {}

    static JWK read(String pem) {
        if (pem.contains("PRIVATE KEY")) {
            throw DomainException.invalid("pem", "a public key: this one is private, and must be replaced");
        }
        Matcher matcher = PUBLIC.matcher(pem);
        if (!matcher.matches()) {
            throw DomainException.invalid("pem", "one PUBLIC KEY block (RFC 7468)");
        }
        byte[] encoded;
        try {
            encoded = Base64.getMimeDecoder().decode(matcher.group(1));
        } catch (IllegalArgumentException broken) {
            throw DomainException.invalid("pem", "base64 between its lines");
        }
        return jwk(encoded);
    }

    private static JWK jwk(byte[] encoded) {
        if (decoded("RSA", encoded) instanceof RSAPublicKey rsa) {
            return new RSAKey.Builder(rsa).build();
        }
        if (decoded("XDH", encoded) instanceof XECPublicKey xec
                && xec.getParams() instanceof NamedParameterSpec curve
                && curve.getName().equals(NamedParameterSpec.X25519.getName())) {
            return new OctetKeyPair.Builder(Curve.X25519, Base64URL.encode(littleEndian(xec))).build();
        }
        throw DomainException.invalid("pem", "RSA, or X25519: another kind or curve cannot be used");
    }

    /// Null: a key of another kind.
    private static @Nullable PublicKey decoded(String kind, byte[] encoded) {
        try {
            return KeyFactory.getInstance(kind).generatePublic(new X509EncodedKeySpec(encoded));
        } catch (GeneralSecurityException other) {
            return null;
        }
    }

    /// The form of RFC 7748 §5.
    private static byte[] littleEndian(XECPublicKey key) {
        byte[] big = key.getU().toByteArray();
        byte[] little = new byte[X25519_BYTES];
        for (int i = 0; i < Math.min(big.length, X25519_BYTES); i++) {
            little[i] = big[big.length - 1 - i];
        }
        return little;
    }
}
