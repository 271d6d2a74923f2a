package io.parley.platform.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.platform.region.ParleyProperties;
import io.parley.platform.region.ParleyProperties.LinkBy;
import io.parley.testing.TestClock;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.jwt.Jwt;

class TokenAudienceTest {

    private static final String ISSUER = "https://issuer.example";
    private static final Instant NOW = Instant.parse("2026-11-01T10:00:00Z");

    @Test
    void aTokenForAnotherAudienceIsRefusedWhereOneIsConfigured() {
        assertThat(refused("parley", List.of("payroll"))).isTrue();
        assertThat(refused("parley", List.of())).isTrue();
        assertThat(refused("parley", List.of("payroll", "parley"))).isFalse();
    }

    @Test
    void theAudienceIsNotLookedAtUnlessOneIsConfigured() {
        assertThat(refused("", List.of("payroll"))).isFalse();
    }

    private static boolean refused(String expected, List<String> audience) {
        var oidc = new ParleyProperties.Oidc(URI.create(ISSUER), "", "", LinkBy.USER_NAME, null, null, expected, "");
        Jwt token = Jwt.withTokenValue("token")
                .header("alg", "RS256")
                .issuer(ISSUER)
                .audience(audience)
                .expiresAt(NOW.plusSeconds(60))
                .build();
        return IdentityAutoConfiguration.validator(oidc, new TestClock(NOW))
                .validate(token)
                .hasErrors();
    }
}
