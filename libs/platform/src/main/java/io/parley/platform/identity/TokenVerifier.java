package io.parley.platform.identity;

import io.parley.contracts.ErrorCode;
import io.parley.platform.problem.DomainException;
import io.parley.platform.region.ParleyProperties;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtValidationException;

/// Turns a bearer token into a caller: signature, issuer and time by the decoder; registration, freeze and home region
/// by the people registry. Blocking: the first call fetches the issuer's keys.
public final class TokenVerifier {

    private final JwtDecoder decoder;
    private final PersonDirectory people;
    private final ParleyProperties properties;

    TokenVerifier(JwtDecoder decoder, PersonDirectory people, ParleyProperties properties) {
        this.decoder = decoder;
        this.people = people;
        this.properties = properties;
    }

    public Caller verify(String bearer) {
        return caller(decode(bearer));
    }

    private Jwt decode(String bearer) {
        try {
            return decoder.decode(bearer);
        } catch (JwtValidationException invalid) {
            throw refuse(invalid);
        } catch (BadJwtException bad) {
            throw new DomainException(ErrorCode.UNAUTHENTICATED, "the token is not valid here", bad);
        } catch (JwtException issuerDown) {
            throw DomainException.unavailable("the token issuer", issuerDown);
        }
    }

    private static DomainException refuse(JwtValidationException invalid) {
        boolean expired = invalid.getErrors().stream()
                .anyMatch(error -> String.valueOf(error.getDescription()).contains("expired"));
        return expired
                ? new DomainException(ErrorCode.TOKEN_EXPIRED, "the token has expired, fetch a new one")
                : new DomainException(ErrorCode.UNAUTHENTICATED, "the token is not valid here");
    }

    Caller caller(Jwt jwt) {
        String userName = jwt.getClaimAsString("preferred_username");
        if (userName == null) {
            return new ServiceCaller(Objects.requireNonNullElse(jwt.getSubject(), ""), scopes(jwt));
        }
        return person(userName, jwt);
    }

    private PersonCaller person(String userName, Jwt jwt) {
        Person person = people.findByUserName(userName)
                .orElseThrow(() -> new DomainException(
                        ErrorCode.PERSON_UNKNOWN, "this account is not in the people registry of this region"));
        if (!person.region().equals(properties.region())) {
            throw wrongRegion(person.region());
        }
        if (!person.active()) {
            throw new DomainException(ErrorCode.PERSON_FROZEN, "this account is frozen");
        }
        Instant expires = Objects.requireNonNullElse(jwt.getExpiresAt(), Instant.EPOCH);
        return new PersonCaller(person.id(), person.userName(), roles(jwt), person.region(), expires);
    }

    private DomainException wrongRegion(String home) {
        var refusal =
                new DomainException(ErrorCode.WRONG_REGION, "your home region is " + home).with("homeRegion", home);
        @Nullable URI homeUrl = properties.regions().get(home);
        return homeUrl == null ? refusal : refusal.with("homeUrl", homeUrl.toString());
    }

    private static Set<Role> roles(Jwt jwt) {
        List<String> claim = Objects.requireNonNullElse(jwt.getClaimAsStringList("roles"), List.of());
        return claim.stream().map(Role::of).flatMap(Optional::stream).collect(Collectors.toUnmodifiableSet());
    }

    /// `scope` is a space-separated string (RFC 8693 §4.2) or, from some issuers, an array.
    private static Set<String> scopes(Jwt jwt) {
        Object claim = jwt.getClaim("scope");
        if (claim instanceof String text) {
            return Set.of(text.trim().split("\\s+"));
        }
        return Set.copyOf(Objects.requireNonNullElse(jwt.getClaimAsStringList("scope"), List.of()));
    }
}
