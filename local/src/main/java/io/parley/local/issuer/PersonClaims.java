package io.parley.local.issuer;

import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;

/// What a token says about a person, or about the client when no person is involved.
final class PersonClaims implements OAuth2TokenCustomizer<JwtEncodingContext> {

    @Override
    public void customize(JwtEncodingContext context) {
        JwtClaimsSet.Builder claims = context.getClaims();
        Authentication principal = context.getPrincipal();
        if (principal != null) {
            DemoPerson.withSubject(principal.getName()).map(TokenPerson::of).ifPresent(person -> add(person, claims));
        }
        if (!context.getAuthorizedScopes().isEmpty()) {
            // RFC 9068 §2.2.3: one string with spaces
            claims.claim(OAuth2ParameterNames.SCOPE, String.join(" ", context.getAuthorizedScopes()));
        }
    }

    static void add(TokenPerson person, JwtClaimsSet.Builder claims) {
        claims.claim("preferred_username", person.userName())
                .claim("name", person.displayName())
                .claim("roles", person.roles());
    }
}
