package io.parley.gateway.route;

import io.parley.platform.region.ParleyProperties;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.springframework.cloud.gateway.route.RouteLocator;
import org.springframework.cloud.gateway.route.builder.RouteLocatorBuilder;
import org.springframework.cloud.gateway.support.RouteMetadataUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Which service answers which path. The first match wins; what matches nothing is 404.
@Configuration(proxyBeanMethods = false)
class Routes {

    /// From the first byte of an upload to its answer: a file of 1 GB over a line of 2.5 Mbit/s.
    private static final Duration LONG_TRANSFER = Duration.ofHours(1);

    @Bean
    RouteLocator services(RouteLocatorBuilder builder, ParleyProperties properties) {
        Map<String, URI> at = properties.services();
        return builder.routes()
                .route(
                        "presence",
                        to -> to.path("/v1/me/presence", "/v1/presence").uri(at(at, "presence")))
                .route(
                        "files",
                        to -> to.path("/v1/files/**", "/v1/me/files")
                                .metadata(RouteMetadataUtils.RESPONSE_TIMEOUT_ATTR, LONG_TRANSFER.toMillis())
                                .uri(at(at, "message")))
                .route("disclosures", to -> to.path("/v1/me/disclosures").uri(at(at, "audit")))
                .route(
                        "consent",
                        to -> to.path(
                                        "/v1/me",
                                        "/v1/me/**",
                                        "/v1/people/**",
                                        "/v1/notices/**",
                                        "/v1/receipts/**",
                                        "/v1/obligations/**",
                                        "/v1/keys/**",
                                        "/v1/courses/**",
                                        "/v1/guests/**",
                                        "/scim/**")
                                .uri(at(at, "consent")))
                .route("message", to -> to.path("/v1/conversations/**").uri(at(at, "message")))
                .route("archive", to -> to.path("/v1/archive/**").uri(at(at, "archive")))
                .route("audit", to -> to.path("/v1/audit/**").uri(at(at, "audit")))
                .build();
    }

    private static URI at(Map<String, URI> services, String name) {
        URI base = services.get(name);
        if (base == null) {
            throw new IllegalArgumentException("parley.services." + name + ": missing (expected: a base address)");
        }
        return base;
    }
}
