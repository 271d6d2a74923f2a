package io.parley.local.issuer;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwsHeader;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import org.springframework.web.filter.OncePerRequestFilter;
import tools.jackson.databind.json.JsonMapper;

/// Answers `grant_type=password` at the token endpoint.
///
/// OAuth 2.1 has dropped this grant because a client sees the person's password. It exists here, and only here,
/// because a script must be able to get a token of a demo person with one line of curl. The form field
/// `expires_in` shortens a token's life, so that a test can wait for its end.
final class PasswordGrant extends OncePerRequestFilter {

    private static final Duration LONGEST = Duration.ofHours(1);

    private final IssuerProperties properties;
    private final JwtEncoder encoder;
    private final JsonMapper json;
    private final Clock clock;

    PasswordGrant(IssuerProperties properties, JwtEncoder encoder, JsonMapper json, Clock clock) {
        this.properties = properties;
        this.encoder = encoder;
        this.json = json;
        this.clock = clock;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !request.getMethod().equals("POST")
                || !request.getServletPath().equals("/token")
                || !"password".equals(request.getParameter("grant_type"));
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (!Clients.LOCAL.equals(request.getParameter("client_id"))) {
            answer(response, HttpServletResponse.SC_UNAUTHORIZED, Map.of("error", "invalid_client"));
            return;
        }
        Optional<TokenPerson> person = person(request.getParameter("username"), request.getParameter("password"));
        Optional<Duration> life = life(request.getParameter("expires_in"));
        if (person.isPresent() && life.isPresent()) {
            answer(response, HttpServletResponse.SC_OK, token(person.get(), life.get()));
        } else {
            String error = life.isEmpty() ? "invalid_request" : "invalid_grant";
            answer(response, HttpServletResponse.SC_BAD_REQUEST, Map.of("error", error));
        }
    }

    private static Optional<TokenPerson> person(@Nullable String userName, @Nullable String password) {
        if (userName == null || !userName.equals(password)) {
            return Optional.empty();
        }
        return TokenPerson.named(userName);
    }

    private static Optional<Duration> life(@Nullable String seconds) {
        if (seconds == null) {
            return Optional.of(LONGEST);
        }
        return Optional.of(seconds)
                .filter(text -> text.matches("\\d{1,4}"))
                .map(text -> Duration.ofSeconds(Long.parseLong(text)))
                .filter(life -> life.isPositive() && life.compareTo(LONGEST) <= 0);
    }

    private Map<String, Object> token(TokenPerson person, Duration life) {
        Instant now = clock.instant();
        JwtClaimsSet.Builder claims = JwtClaimsSet.builder()
                .id(UUID.randomUUID().toString())
                .issuer(properties.url().toString())
                .subject(person.subject())
                .audience(List.of(Clients.LOCAL))
                .issuedAt(now)
                .notBefore(now)
                .expiresAt(now.plus(life))
                .claim("scope", "openid profile");
        PersonClaims.add(person, claims);
        JwsHeader header = JwsHeader.with(SignatureAlgorithm.RS256).build();
        String token = encoder.encode(JwtEncoderParameters.from(header, claims.build()))
                .getTokenValue();
        return Map.of("access_token", token, "token_type", "Bearer", "expires_in", life.toSeconds());
    }

    private void answer(HttpServletResponse response, int status, Map<String, Object> body) throws IOException {
        response.setStatus(status);
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        response.setHeader("Cache-Control", "no-store");
        json.writeValue(response.getOutputStream(), body);
    }
}
