package io.parley.testing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A token issuer that signs whatever a test asks for, with discovery, keys and a token endpoint over HTTP.
public final class TestIssuer {

    private static final class Holder {
        private static final TestIssuer ISSUER = new TestIssuer();
    }

    private final RSAKey key;
    private final TestHttp http;

    private TestIssuer() {
        try {
            key = new RSAKeyGenerator(2048).keyID("test").generate();
        } catch (JOSEException failed) {
            throw new IllegalStateException("test issuer: no key", failed);
        }
        http = TestHttp.start();
        http.json("/.well-known/openid-configuration", body -> discovery());
        http.json("/jwks", body -> new JWKSet(key.toPublicJWK()).toString());
        http.json(
                "/token",
                body -> "{\"access_token\":\"" + service("test-service", "internal")
                        + "\",\"token_type\":\"Bearer\",\"expires_in\":3600}");
    }

    public static TestIssuer shared() {
        return Holder.ISSUER;
    }

    public String issuer() {
        return http.address();
    }

    private String discovery() {
        return """
                {"issuer":"%1$s","jwks_uri":"%1$s/jwks","token_endpoint":"%1$s/token",
                "authorization_endpoint":"%1$s/authorize","subject_types_supported":["public"],
                "response_types_supported":["code"],"id_token_signing_alg_values_supported":["RS256"]}""".formatted(issuer());
    }

    /// A person's token, good for an hour.
    public String person(String userName, String... roles) {
        return sign(claims(userName, Duration.ofHours(1), issuer()).claim("roles", List.of(roles)));
    }

    /// The token of another account that bears the same name.
    public String namesake(String userName, String... roles) {
        return sign(claims(userName, Duration.ofHours(1), issuer())
                .subject(subject("another " + userName))
                .claim("roles", List.of(roles)));
    }

    /// The token of an account whose name has changed since.
    public String renamed(String userName, String nowCalled) {
        return sign(claims(nowCalled, Duration.ofHours(1), issuer())
                .subject(subject(userName))
                .claim("roles", List.of("member")));
    }

    /// The subject of everybody's account is made from their name.
    static String subject(String userName) {
        return UUID.nameUUIDFromBytes(userName.getBytes(StandardCharsets.UTF_8)).toString();
    }

    public String expired(String userName) {
        return sign(claims(userName, Duration.ofHours(-1), issuer()).claim("roles", List.of("member")));
    }

    public String foreign(String userName) {
        return sign(claims(userName, Duration.ofHours(1), "https://issuer.invalid"));
    }

    /// A service's token with these scopes, space-separated.
    public String service(String clientId, String scopes) {
        return sign(
                claims(null, Duration.ofHours(1), issuer()).subject(clientId).claim("scope", scopes));
    }

    private static JWTClaimsSet.Builder claims(@Nullable String userName, Duration life, String issuer) {
        Instant now = Instant.now();
        var claims = new JWTClaimsSet.Builder()
                .issuer(issuer)
                .issueTime(Date.from(now.minus(Duration.ofHours(2))))
                .expirationTime(Date.from(now.plus(life)));
        if (userName != null) {
            claims.subject(subject(userName)).claim("preferred_username", userName);
        }
        return claims;
    }

    private String sign(JWTClaimsSet.Builder claims) {
        try {
            var header = new JWSHeader.Builder(JWSAlgorithm.RS256)
                    .keyID(key.getKeyID())
                    .build();
            SignedJWT jwt = new SignedJWT(header, claims.build());
            jwt.sign(new RSASSASigner(key));
            return jwt.serialize();
        } catch (JOSEException failed) {
            throw new IllegalStateException("test issuer: cannot sign", failed);
        }
    }
}
