package io.parley.consent.scim;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// RFC 7644 §3.4.2.
record ListResponse(
        List<String> schemas,
        long totalResults,
        long startIndex,
        int itemsPerPage,
        @JsonProperty("Resources") List<? extends JsonNode> resources) {

    static ListResponse of(long total, long start, List<? extends JsonNode> page) {
        return new ListResponse(
                List.of("urn:ietf:params:scim:api:messages:2.0:ListResponse"), total, start, page.size(), page);
    }
}
