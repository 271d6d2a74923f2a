package io.parley.consent.scim;

import io.parley.platform.audit.RefusalRecorder;
import io.parley.platform.identity.ServiceCaller;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
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
        this.config = ResourceType.document(json, "service-provider-config");
        this.resourceTypes = ResourceType.document(json, "resource-types");
        this.schemas = ResourceType.document(json, "schemas");
    }

    @GetMapping("/ServiceProviderConfig")
    @Operation(summary = "What this SCIM service can do")
    JsonNode config(ServiceCaller caller) {
        check(caller);
        return config;
    }

    @GetMapping("/ResourceTypes")
    @Operation(summary = "The kinds of resources")
    ListResponse resourceTypes(@RequestParam(required = false) @Nullable String filter, ServiceCaller caller) {
        check(caller);
        return all(resourceTypes, filter);
    }

    @GetMapping("/ResourceTypes/{id}")
    @Operation(summary = "One kind of resource")
    JsonNode resourceType(@PathVariable String id, ServiceCaller caller) {
        check(caller);
        return one(resourceTypes, id);
    }

    @GetMapping("/Schemas")
    @Operation(summary = "The attributes of the resources")
    ListResponse schemas(@RequestParam(required = false) @Nullable String filter, ServiceCaller caller) {
        check(caller);
        return all(schemas, filter);
    }

    @GetMapping("/Schemas/{id}")
    @Operation(summary = "The attributes of one schema")
    JsonNode schema(@PathVariable String id, ServiceCaller caller) {
        check(caller);
        return one(schemas, id);
    }

    /// These are not filtered; who tries is told so (RFC 7644 §4).
    private static ListResponse all(JsonNode resources, @Nullable String filter) {
        if (filter != null) {
            throw new ScimException(403, null, "filter (expected: none, this list is always whole)");
        }
        return ListResponse.of(resources.size(), 1, resources.valueStream().toList());
    }

    private static JsonNode one(JsonNode resources, String id) {
        return resources
                .valueStream()
                .filter(resource -> resource.path("id").asString("").equals(id))
                .findFirst()
                .orElseThrow(() -> new ScimException(404, null, "Resource not found"));
    }
}
