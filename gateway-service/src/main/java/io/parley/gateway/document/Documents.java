package io.parley.gateway.document;

import static java.util.stream.Collectors.toMap;

import io.parley.platform.identity.ServiceClients;
import io.parley.platform.problem.DomainException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Service;
import org.springframework.web.client.RestClientException;
import org.springframework.web.service.annotation.GetExchange;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The region's OpenAPI document: what each service says of itself, and the gateway's own calls. Asked anew after a
/// minute; a service that is down keeps its last known part, and without one the document cannot be given.
@Service
final class Documents {

    private static final Logger LOG = LoggerFactory.getLogger(Documents.class);
    private static final List<String> SERVICES = List.of("message", "presence", "archive", "consent", "audit");
    private static final Duration FRESH = Duration.ofMinutes(1);

    private final Map<String, Description> services;
    private final JsonMapper json;
    private final Clock clock;
    private final Map<String, JsonNode> parts = new ConcurrentHashMap<>();
    private volatile @Nullable Merged merged;

    private record Merged(byte[] document, long atMs) {}

    interface Description {

        @GetExchange("/internal/openapi.json")
        byte[] openApi();
    }

    Documents(ServiceClients clients, JsonMapper json, Clock clock) {
        this.services = SERVICES.stream()
                .collect(toMap(service -> service, service -> clients.create(Description.class, service)));
        this.json = json;
        this.clock = clock;
    }

    /// Blocks while services are asked.
    byte[] openApi() {
        Merged known = merged;
        if (known != null && clock.millis() - known.atMs() < FRESH.toMillis()) {
            return known.document();
        }
        boolean all = services.entrySet().stream()
                .map(service -> ask(service.getKey(), service.getValue()))
                .reduce(true, Boolean::logicalAnd);
        byte[] document = merge();
        merged = all ? new Merged(document, clock.millis()) : null;
        return document;
    }

    private byte[] merge() {
        OpenApiMerge merge = new OpenApiMerge(json, own());
        for (String service : SERVICES) {
            JsonNode part = parts.get(service);
            if (part == null) {
                throw DomainException.unavailable(service + "-service", null);
            }
            merge.add(service, part);
        }
        return merge.document();
    }

    /// @return false when the last known part has to do
    private boolean ask(String service, Description description) {
        try {
            parts.put(service, json.readTree(description.openApi()));
            return true;
        } catch (DomainException | RestClientException down) {
            LOG.warn(
                    "{}-service does not describe itself now: {}",
                    service,
                    down.getClass().getSimpleName());
            return false;
        }
    }

    private JsonNode own() {
        return json.readTree(resource("document/gateway-openapi.json"));
    }

    static byte[] asyncApi() {
        return resource("document/asyncapi.json");
    }

    private static byte[] resource(String name) {
        try {
            return new ClassPathResource(name).getContentAsByteArray();
        } catch (IOException missing) {
            throw new UncheckedIOException(name, missing);
        }
    }
}
