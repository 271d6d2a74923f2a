package io.parley.consent.scim;

import io.parley.platform.audit.RefusalRecorder;
import io.parley.platform.identity.ServiceCaller;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.core.io.ClassPathResource;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What this SCIM service can do (RFC 7643 §5–§7), from the files under `scim/`.
@RestController
@ConditionalOnProperty("parley.scim.client")
@RequestMapping(path = "/scim/v2", produces = ScimRoutes.MEDIA_TYPE)
@Tag(name = "SCIM")
class ScimDocuments extends ScimRoutes {

    private final JsonNode config;
    private final JsonNode resourceTypes;
    private final JsonNode schemas;

    ScimDocuments(JsonMapper json, ScimProperties properties, RefusalRecorder refusals) {
        super(properties, refusals);
        this.config = read(json, "service-provider-config");
        this.resourceTypes = read(json, "resource-types");
        this.schemas = read(json, "schemas");
    }

    record ListResponse(
            List<String> schemas,
            int totalResults,

            @com.fasterxml.jackson.annotation.JsonProperty("Resources")
            JsonNode resources) {

        static ListResponse of(JsonNode resources) {
            return new ListResponse(
                    List.of("urn:ietf:params:scim:api:messages:2.0:ListResponse"), resources.size(), resources);
        }
    }

    @GetMapping("/ServiceProviderConfig")
    @Operation(summary = "What this SCIM service can do")
    JsonNode config(ServiceCaller caller) {
        check(caller);
        return config;
    }

    @GetMapping("/ResourceTypes")
    @Operation(summary = "The kinds of resources")
    ListResponse resourceTypes(ServiceCaller caller) {
        check(caller);
        return ListResponse.of(resourceTypes);
    }

    @GetMapping("/ResourceTypes/{id}")
    @Operation(summary = "One kind of resource")
    JsonNode resourceType(@PathVariable String id, ServiceCaller caller) {
        check(caller);
        return one(resourceTypes, id);
    }

    @GetMapping("/Schemas")
    @Operation(summary = "The attributes of the resources")
    ListResponse schemas(ServiceCaller caller) {
        check(caller);
        return ListResponse.of(schemas);
    }

    @GetMapping("/Schemas/{id}")
    @Operation(summary = "The attributes of one schema")
    JsonNode schema(@PathVariable String id, ServiceCaller caller) {
        check(caller);
        return one(schemas, id);
    }

    private static JsonNode one(JsonNode resources, String id) {
        return resources
                .valueStream()
                .filter(resource -> resource.path("id").asString("").equals(id))
                .findFirst()
                .orElseThrow(() -> new ScimException(404, null, "Resource not found"));
    }

    private static JsonNode read(JsonMapper json, String name) {
        try (var in = new ClassPathResource("scim/" + name + ".json").getInputStream()) {
            return json.readTree(in);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException("scim/" + name + ".json", e);
        }
    }
}
