package io.parley.platform.identity;

import io.parley.contracts.Topics;
import io.parley.platform.kafka.DeadLetters;
import io.parley.platform.kafka.TopicTail;
import io.parley.platform.kafka.TopicTails;
import io.parley.platform.region.ParleyProperties;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtAudienceValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.SupplierJwtDecoder;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;

@AutoConfiguration(
        beforeName = {
            "org.springframework.boot.security.oauth2.server.resource.autoconfigure.OAuth2ResourceServerAutoConfiguration",
            "org.springframework.boot.security.oauth2.server.resource.autoconfigure.reactive.ReactiveOAuth2ResourceServerAutoConfiguration"
        })
public class IdentityAutoConfiguration {

    private static final java.time.Duration CLOCK_SKEW = java.time.Duration.ofSeconds(5);
    /// Where no metadata document says which: the asymmetric ones that issuers use.
    private static final List<SignatureAlgorithm> ALGORITHMS =
            List.of(SignatureAlgorithm.RS256, SignatureAlgorithm.PS256, SignatureAlgorithm.ES256);

    /// Lazy: a service starts without its issuer, and answers 503 for tokens until the issuer is there.
    @Bean
    JwtDecoder jwtDecoder(ParleyProperties properties, TrustedRequests trusted, Clock clock) {
        return new SupplierJwtDecoder(() -> {
            NimbusJwtDecoder decoder = decoder(
                    properties.oidc(),
                    new RestTemplate(trusted.by(properties.oidc().bundle())));
            decoder.setJwtValidator(validator(properties.oidc(), clock));
            return decoder;
        });
    }

    private static NimbusJwtDecoder decoder(ParleyProperties.Oidc oidc, RestTemplate requests) {
        URI keys = oidc.jwksUri();
        return keys == null
                ? NimbusJwtDecoder.withIssuerLocation(oidc.issuer().toString())
                        .restOperations(requests)
                        .build()
                : NimbusJwtDecoder.withJwkSetUri(keys.toString())
                        .jwsAlgorithms(known -> known.addAll(ALGORITHMS))
                        .restOperations(requests)
                        .build();
    }

    static OAuth2TokenValidator<Jwt> validator(ParleyProperties.Oidc oidc, Clock clock) {
        var time = new JwtTimestampValidator(CLOCK_SKEW);
        time.setClock(clock);
        List<OAuth2TokenValidator<Jwt>> all = new ArrayList<>(
                List.of(time, new JwtIssuerValidator(oidc.issuer().toString())));
        if (!oidc.audience().isEmpty()) {
            all.add(new JwtAudienceValidator(oidc.audience()));
        }
        return new DelegatingOAuth2TokenValidator<>(all);
    }

    @Bean
    PersonDirectory personDirectory(DeadLetters deadLetters) {
        return new PersonDirectory(deadLetters);
    }

    @Bean
    TopicTail personTail(TopicTails tails, PersonDirectory directory) {
        TopicTail tail = tails.fromStart(Topics.PERSON, directory::apply);
        directory.completeWhen(tail::caughtUp);
        return tail;
    }

    @Bean
    @ConditionalOnMissingBean
    SignInLinks signInLinks(ServiceClients clients) {
        return new RemoteSignInLinks(clients);
    }

    @Bean
    TokenVerifier tokenVerifier(
            JwtDecoder decoder, PersonDirectory people, SignInLinks links, ParleyProperties properties, Clock clock) {
        return new TokenVerifier(decoder, people, new FirstSignIns(links, people, clock), properties, clock);
    }

    @Bean
    TrustedRequests trustedRequests(SslBundles bundles) {
        return new TrustedRequests(bundles);
    }

    @Bean
    ServiceClients serviceClients(RestClient.Builder builder, ParleyProperties properties, TrustedRequests trusted) {
        return new ServiceClients(builder, new ServiceTokens(properties, trusted), properties, trusted);
    }
}
