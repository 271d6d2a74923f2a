package io.parley.platform.identity;

import io.parley.contracts.ErrorCode;
import io.parley.platform.identity.SignInLinks.FirstSignIn;
import io.parley.platform.problem.DomainException;
import io.parley.platform.region.ParleyProperties;
import java.net.URI;
import java.time.Clock;
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
/// by the people registry. Blocking: the first call fetches the issuer's keys, and the first token of an account asks
/// whose it is. From then on only issuer and subject count, whatever name the token bears.
public final class TokenVerifier {

    private final JwtDecoder decoder;
    private final PersonDirectory people;
    private final FirstSignIns firstSignIns;
    private final ParleyProperties properties;
    private final Clock clock;

    TokenVerifier(
            JwtDecoder decoder,
            PersonDirectory people,
            FirstSignIns firstSignIns,
            ParleyProperties properties,
            Clock clock) {
        this.decoder = decoder;
        this.people = people;
        this.firstSignIns = firstSignIns;
        this.properties = properties;
        this.clock = clock;
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
        SignIn signIn = signIn(jwt);
        Optional<Person> linked = people.findBySignIn(signIn).or(() -> firstSignIns.linkedLately(signIn));
        Person person = linked.filter(known -> !known.deleted()).orElseGet(() -> first(userName, jwt, linked));
        check(person);
        return new PersonCaller(
                person.id(), person.userName(), roles(jwt), person.region(), person.kept(signIn), expires(jwt, person));
    }

    /// Nobody is linked by name who may not sign in, or does so with another account already.
    private Person first(String userName, Jwt jwt, Optional<Person> deleted) {
        var first = new FirstSignIn(issuer(jwt), subject(jwt), userName, verifiedEmail(jwt));
        if (properties.oidc().linkBy() == ParleyProperties.LinkBy.EMAIL) {
            return firstSignIns.link(first);
        }
        Person named = people.findByUserName(userName)
                .orElseThrow(() -> deleted.isPresent() ? frozen() : FirstSignIns.refusal(ErrorCode.PERSON_UNKNOWN));
        check(named);
        if (named.signIns().contains(first.signIn())) {
            // The topic told of the link since the account was looked for.
            return named;
        }
        if (named.hasSignInAt(first.issuer())) {
            throw FirstSignIns.refusal(ErrorCode.IDENTITY_MISMATCH);
        }
        return firstSignIns.link(first);
    }

    private void check(Person person) {
        if (!person.region().equals(properties.region())) {
            throw wrongRegion(person.region());
        }
        if (!person.activeAt(clock.instant())) {
            throw frozen();
        }
    }

    private static DomainException frozen() {
        return new DomainException(ErrorCode.PERSON_FROZEN, "this account is frozen");
    }

    /// Nobody's session outlives their account.
    private static Instant expires(Jwt jwt, Person person) {
        Instant token = Objects.requireNonNullElse(jwt.getExpiresAt(), Instant.EPOCH);
        return token.isBefore(person.expiresAt()) ? token : person.expiresAt();
    }

    private static SignIn signIn(Jwt jwt) {
        try {
            return new SignIn(issuer(jwt), subject(jwt));
        } catch (IllegalArgumentException nobody) {
            throw new DomainException(ErrorCode.UNAUTHENTICATED, "the token names no account", nobody);
        }
    }

    private static String issuer(Jwt jwt) {
        return Objects.requireNonNullElse(jwt.getClaimAsString("iss"), "");
    }

    private static String subject(Jwt jwt) {
        return Objects.requireNonNullElse(jwt.getSubject(), "");
    }

    private static @Nullable String verifiedEmail(Jwt jwt) {
        return Boolean.TRUE.equals(jwt.getClaimAsBoolean("email_verified")) ? jwt.getClaimAsString("email") : null;
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
