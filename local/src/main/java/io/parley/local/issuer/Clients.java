package io.parley.local.issuer;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.oidc.OidcScopes;
import org.springframework.security.oauth2.server.authorization.client.InMemoryRegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.ClientSettings;
import org.springframework.security.oauth2.server.authorization.settings.TokenSettings;

/// The OAuth 2 clients of a local region.
final class Clients {

    /// For people: public, with PKCE.
    static final String LOCAL = "parley-local";

    /// Clients from outside, and what they may ask for. All others are services.
    private static final Map<String, String> OUTSIDE =
            Map.of("parley-provisioning", "scim", "parley-feed", "archive.feed");
    private static final Duration LIFE = Duration.ofHours(1);

    private Clients() {}

    static RegisteredClientRepository of(IssuerProperties properties) {
        List<RegisteredClient> clients = new ArrayList<>();
        clients.add(browser(properties.redirectUris()));
        properties.clientSecrets().forEach((id, secret) -> clients.add(machine(id, secret)));
        return new InMemoryRegisteredClientRepository(clients);
    }

    private static RegisteredClient browser(List<String> redirectUris) {
        return builder(LOCAL)
                .clientAuthenticationMethod(ClientAuthenticationMethod.NONE)
                .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                .redirectUris(uris -> uris.addAll(redirectUris))
                .postLogoutRedirectUris(uris -> uris.addAll(redirectUris))
                .scope(OidcScopes.OPENID)
                .scope(OidcScopes.PROFILE)
                .clientSettings(ClientSettings.builder()
                        .requireProofKey(true)
                        .requireAuthorizationConsent(false)
                        .build())
                .build();
    }

    private static RegisteredClient machine(String id, String secret) {
        return builder(id)
                .clientSecret("{noop}" + secret)
                .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_POST)
                .authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
                .scope(OUTSIDE.getOrDefault(id, "internal"))
                .build();
    }

    private static RegisteredClient.Builder builder(String id) {
        return RegisteredClient.withId(UUID.randomUUID().toString())
                .clientId(id)
                .tokenSettings(
                        TokenSettings.builder().accessTokenTimeToLive(LIFE).build());
    }
}
