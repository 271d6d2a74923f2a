package io.parley.platform.identity;

import io.parley.contracts.Topics;
import io.parley.platform.kafka.DeadLetters;
import io.parley.platform.kafka.TopicTail;
import io.parley.platform.kafka.TopicTails;
import io.parley.platform.region.ParleyProperties;
import java.time.Clock;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.SupplierJwtDecoder;
import org.springframework.web.client.RestClient;

@AutoConfiguration(
        beforeName = {
            "org.springframework.boot.security.oauth2.server.resource.autoconfigure.OAuth2ResourceServerAutoConfiguration",
            "org.springframework.boot.security.oauth2.server.resource.autoconfigure.reactive.ReactiveOAuth2ResourceServerAutoConfiguration"
        })
public class IdentityAutoConfiguration {

    private static final java.time.Duration CLOCK_SKEW = java.time.Duration.ofSeconds(5);

    /// Lazy: a service starts without its issuer, and answers 503 for tokens until the issuer is there.
    @Bean
    JwtDecoder jwtDecoder(ParleyProperties properties, Clock clock) {
        String issuer = properties.oidc().issuer().toString();
        return new SupplierJwtDecoder(() -> {
            NimbusJwtDecoder decoder =
                    NimbusJwtDecoder.withIssuerLocation(issuer).build();
            var time = new JwtTimestampValidator(CLOCK_SKEW);
            time.setClock(clock);
            decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<>(time, new JwtIssuerValidator(issuer)));
            return decoder;
        });
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
    ServiceClients serviceClients(RestClient.Builder builder, ParleyProperties properties) {
        return new ServiceClients(builder, new ServiceTokens(properties), properties);
    }
}
