package io.parley.gateway.edge;

import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.reactive.CorsWebFilter;
import org.springframework.web.cors.reactive.UrlBasedCorsConfigurationSource;

@Configuration(proxyBeanMethods = false)
class EdgeConfiguration {

    private static final long PREFLIGHT_SECONDS = 3600;

    /// Spring Security's own filter decides nothing here: [EntryFilter] does, with problem documents.
    @Bean
    SecurityWebFilterChain decidedByTheEntryFilter(ServerHttpSecurity http) {
        return http.csrf(ServerHttpSecurity.CsrfSpec::disable)
                .httpBasic(ServerHttpSecurity.HttpBasicSpec::disable)
                .formLogin(ServerHttpSecurity.FormLoginSpec::disable)
                .logout(ServerHttpSecurity.LogoutSpec::disable)
                .cors(ServerHttpSecurity.CorsSpec::disable)
                .authorizeExchange(exchanges -> exchanges.anyExchange().permitAll())
                .build();
    }

    @Bean
    @Order(EntryFilter.ORDER - 1)
    CorsWebFilter cors(EdgeProperties properties) {
        var allowed = new CorsConfiguration();
        allowed.setAllowedOrigins(properties.corsOrigins());
        allowed.setAllowedMethods(List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"));
        allowed.setAllowedHeaders(List.of(
                HttpHeaders.AUTHORIZATION,
                HttpHeaders.CONTENT_TYPE,
                HttpHeaders.ACCEPT_LANGUAGE,
                "Idempotency-Key",
                HttpHeaders.CONTENT_RANGE,
                HttpHeaders.RANGE,
                HttpHeaders.IF_RANGE));
        allowed.setExposedHeaders(List.of(
                HttpHeaders.RETRY_AFTER,
                HttpHeaders.LOCATION,
                HttpHeaders.ETAG,
                HttpHeaders.CONTENT_RANGE,
                HttpHeaders.CONTENT_DISPOSITION));
        allowed.setMaxAge(PREFLIGHT_SECONDS);
        var source = new UrlBasedCorsConfigurationSource();
        source.registerCorsConfiguration("/**", allowed);
        return new CorsWebFilter(source);
    }
}
