package io.parley.platform.identity;

import io.parley.platform.region.ParleyProperties;
import org.springframework.http.converter.FormHttpMessageConverter;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.oauth2.client.AuthorizedClientServiceOAuth2AuthorizedClientManager;
import org.springframework.security.oauth2.client.InMemoryOAuth2AuthorizedClientService;
import org.springframework.security.oauth2.client.OAuth2AuthorizeRequest;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientManager;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientProviderBuilder;
import org.springframework.security.oauth2.client.endpoint.RestClientClientCredentialsTokenResponseClient;
import org.springframework.security.oauth2.client.http.OAuth2ErrorResponseErrorHandler;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.InMemoryClientRegistrationRepository;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.http.converter.OAuth2AccessTokenResponseHttpMessageConverter;
import org.springframework.web.client.RestClient;

/// This service's own access token (client credentials, RFC 6749 §4.4), fetched when needed and renewed before it ends.
final class ServiceTokens {

    private static final String REGISTRATION = "internal";

    private final OAuth2AuthorizedClientManager manager;
    private final AnonymousAuthenticationToken self;

    ServiceTokens(ParleyProperties properties, TrustedRequests trusted) {
        var registrations = new InMemoryClientRegistrationRepository(registration(properties.oidc()));
        var clients = new AuthorizedClientServiceOAuth2AuthorizedClientManager(
                registrations, new InMemoryOAuth2AuthorizedClientService(registrations));
        clients.setAuthorizedClientProvider(OAuth2AuthorizedClientProviderBuilder.builder()
                .clientCredentials(grant -> grant.accessTokenResponseClient(client(properties.oidc(), trusted)))
                .build());
        this.manager = clients;
        this.self = new AnonymousAuthenticationToken(
                "service", properties.oidc().clientId(), AuthorityUtils.createAuthorityList("ROLE_SERVICE"));
    }

    private static RestClientClientCredentialsTokenResponseClient client(
            ParleyProperties.Oidc oidc, TrustedRequests trusted) {
        var client = new RestClientClientCredentialsTokenResponseClient();
        client.setRestClient(RestClient.builder()
                .requestFactory(trusted.by(oidc.bundle()))
                .configureMessageConverters(converters -> converters
                        .addCustomConverter(new FormHttpMessageConverter())
                        .addCustomConverter(new OAuth2AccessTokenResponseHttpMessageConverter()))
                .defaultStatusHandler(new OAuth2ErrorResponseErrorHandler())
                .build());
        return client;
    }

    private static ClientRegistration registration(ParleyProperties.Oidc oidc) {
        return ClientRegistration.withRegistrationId(REGISTRATION)
                .clientId(oidc.clientId())
                .clientSecret(oidc.clientSecret())
                .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                .authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
                .scope("internal")
                .tokenUri(oidc.tokenEndpoint().toString())
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
