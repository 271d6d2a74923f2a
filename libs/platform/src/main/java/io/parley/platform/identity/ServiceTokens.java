package io.parley.platform.identity;

import io.parley.platform.region.ParleyProperties;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.oauth2.client.AuthorizedClientServiceOAuth2AuthorizedClientManager;
import org.springframework.security.oauth2.client.InMemoryOAuth2AuthorizedClientService;
import org.springframework.security.oauth2.client.OAuth2AuthorizeRequest;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientManager;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientProviderBuilder;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.InMemoryClientRegistrationRepository;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;

/// This service's own access token (client credentials, RFC 6749 §4.4), fetched when needed and renewed before it ends.
final class ServiceTokens {

    private static final String REGISTRATION = "internal";

    private final OAuth2AuthorizedClientManager manager;
    private final AnonymousAuthenticationToken self;

    ServiceTokens(ParleyProperties properties) {
        var registrations = new InMemoryClientRegistrationRepository(registration(properties.oidc()));
        var clients = new AuthorizedClientServiceOAuth2AuthorizedClientManager(
                registrations, new InMemoryOAuth2AuthorizedClientService(registrations));
        clients.setAuthorizedClientProvider(OAuth2AuthorizedClientProviderBuilder.builder()
                .clientCredentials()
                .build());
        this.manager = clients;
        this.self = new AnonymousAuthenticationToken(
                "service", properties.oidc().clientId(), AuthorityUtils.createAuthorityList("ROLE_SERVICE"));
    }

    private static ClientRegistration registration(ParleyProperties.Oidc oidc) {
        return ClientRegistration.withRegistrationId(REGISTRATION)
                .clientId(oidc.clientId())
                .clientSecret(oidc.clientSecret())
                .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                .authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
                .scope("internal")
                .tokenUri(oidc.issuer() + "/token")
                .build();
    }

    String current() {
        OAuth2AuthorizedClient client = manager.authorize(OAuth2AuthorizeRequest.withClientRegistrationId(REGISTRATION)
                .principal(self)
                .build());
        if (client == null) {
            throw new IllegalStateException("service token: none issued (expected: one from the configured issuer)");
        }
        return client.getAccessToken().getTokenValue();
    }
}
