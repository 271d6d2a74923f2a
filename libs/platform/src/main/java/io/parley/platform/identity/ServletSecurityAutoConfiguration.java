package io.parley.platform.identity;

import io.parley.platform.audit.RefusalRecorder;
import io.parley.platform.problem.DomainException;
import io.parley.platform.region.ParleyProperties;
import io.parley.platform.region.ParleyProperties.ClientPath;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import tools.jackson.databind.json.JsonMapper;

/// The one security chain of the servlet services: everything is closed unless named here.
@AutoConfiguration
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@EnableWebSecurity
@EnableMethodSecurity
public class ServletSecurityAutoConfiguration {

    @Bean
    SecurityFilterChain parleySecurity(
            HttpSecurity http,
            TokenVerifier verifier,
            RoleTraining training,
            JsonMapper json,
            RefusalRecorder refusals,
            ParleyProperties properties) {
        var problems = new BearerFilter.SecurityProblems(json);
        String[] open = properties.security().publicPaths().toArray(String[]::new);
        return http.csrf(AbstractHttpConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .requestCache(AbstractHttpConfigurer::disable)
                .anonymous(anonymous -> {})
                .addFilterBefore(new BearerFilter(verifier, training, problems, refusals), AuthorizationFilter.class)
                .exceptionHandling(failures -> failures.authenticationEntryPoint(
                                (request, response, failure) -> problems.unauthenticated(request, response))
                        .accessDeniedHandler((request, response, denied) -> {
                            var refused = new DomainException(LackingRoles.refusal(), "your token does not allow this");
                            problems.write(refusals.record(refused, request), request, response);
                        }))
                .authorizeHttpRequests(
                        requests -> requests.requestMatchers("/actuator/**", "/internal/openapi.json/**", "/error")
                                .permitAll()
                                .requestMatchers(open)
                                .permitAll()
                                .requestMatchers("/internal/**")
                                .hasAuthority("SCOPE_internal")
                                .requestMatchers("/scim/**")
                                .hasAuthority("SCOPE_scim")
                                .requestMatchers("/v1/**")
                                .access(aPersonOr(properties.security().clientPaths()))
                                .anyRequest()
                                .authenticated())
                .build();
    }

    /// A person, or on these paths a client with the path's scope; what they may do there the controllers say.
    private static AuthorizationManager<RequestAuthorizationContext> aPersonOr(List<ClientPath> clientPaths) {
        Map<String, RequestMatcher> scopes = clientPaths.stream()
                .collect(Collectors.toMap(
                        ClientPath::scope, open -> PathPatternRequestMatcher.pathPattern(open.path())));
        return (authentication, context) ->
                new AuthorizationDecision(authentication.get() instanceof CallerAuthentication signedIn
                        && switch (signedIn.getPrincipal()) {
                            case PersonCaller _ -> true;
                            case ServiceCaller client ->
                                client.scopes().stream().anyMatch(scope -> opens(scopes.get(scope), context));
                        });
    }

    private static boolean opens(@Nullable RequestMatcher path, RequestAuthorizationContext context) {
        return path != null && path.matches(context.getRequest());
    }

    @Bean
    CallerArguments callerArguments() {
        return new CallerArguments();
    }
}
