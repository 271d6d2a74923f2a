package io.parley.archive.feed;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import io.parley.archive.feed.CustomerKey.Rsa;
import io.parley.archive.feed.CustomerKey.X25519;
import io.parley.platform.problem.DomainException;
import java.math.BigInteger;
import java.text.ParseException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A public key as it is put on file: `jwk` (RFC 7517) or `pem` (SubjectPublicKeyInfo, RFC 7468), one of both.
///
/// @param clientId whose key it is; a client that puts its own need not say so
record KeyRequest(
        @Nullable JsonNode jwk,
        @Nullable String pem,
        @Nullable String clientId) {

    private static final int SHORTEST = 2048;
    private static final int LONGEST = 8192;
    private static final int X25519_BYTES = 32;
    private static final BigInteger SMALLEST_EXPONENT = BigInteger.valueOf(65_537);
    private static final String ONE = "one of jwk or pem";

    CustomerKey key() {
        if (jwk != null && pem != null || jwk == null && pem == null) {
            throw DomainException.invalid(jwk == null ? "jwk" : "pem", ONE);
        }
        return pem == null ? checked("jwk", parsed()) : checked("pem", PemKey.read(pem));
    }

    private JWK parsed() {
        try {
            JWK parsed = JWK.parse(String.valueOf(jwk));
            if (parsed.isPrivate()) {
                throw DomainException.invalid("jwk", "a public key: this one is private, and must be replaced");
            }
            return parsed;
        } catch (ParseException | IllegalArgumentException broken) {
            throw DomainException.invalid("jwk", "a JWK (RFC 7517)");
        }
    }

    private static CustomerKey checked(String field, JWK key) {
        if (key.getKeyUse() != null && !key.getKeyUse().getValue().equals("enc")) {
            throw DomainException.invalid(field + ".use", "enc, or absent");
        }
        return switch (key) {
            case RSAKey rsa -> rsa(field, rsa);
            case OctetKeyPair pair when Curve.X25519.equals(pair.getCurve()) -> x25519(field, pair);
            default -> throw DomainException.invalid(field, "RSA, or X25519: another kind or curve cannot be used");
        };
    }

    private static Rsa rsa(String field, RSAKey key) {
        BigInteger modulus = key.getModulus().decodeToBigInteger();
        if (modulus.bitLength() < SHORTEST || modulus.bitLength() > LONGEST || !modulus.testBit(0)) {
            throw DomainException.invalid(field, "RSA of " + SHORTEST + ".." + LONGEST + " bits");
        }
        BigInteger exponent = key.getPublicExponent().decodeToBigInteger();
        if (exponent.compareTo(SMALLEST_EXPONENT) < 0 || exponent.bitLength() > 64 || !exponent.testBit(0)) {
            throw DomainException.invalid(field, "RSA with an odd public exponent of 65537 or more");
        }
        return tried(field, new Rsa(new RSAKey.Builder(key.getModulus(), key.getPublicExponent()).build()));
    }

    private static X25519 x25519(String field, OctetKeyPair pair) {
        byte[] point = pair.getX().decode();
        if (point.length != X25519_BYTES) {
            throw DomainException.invalid(field, "X25519 with a public key of " + X25519_BYTES + " bytes");
        }
        OctetKeyPair bare = new OctetKeyPair.Builder(Curve.X25519, Base64URL.encode(point)).build();
        try {
            return tried(field, X25519.of(bare));
        } catch (IllegalArgumentException weak) {
            throw DomainException.invalid(field, "X25519 with a point that is no weak one");
        }
    }

    /// What cannot be encrypted to is found here, and not when somebody waits for a page.
    private static <K extends CustomerKey> K tried(String field, K key) {
        if (key.wrap(new byte[RecordCipher.SECRET_BYTES]).length == 0) {
            throw DomainException.invalid(field, "a key that something can be encrypted to");
        }
        return key;
    }

    @Override
    public String toString() {
        return "[redacted]";
    }
}
