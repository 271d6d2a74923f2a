package io.parley.consent.scim;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a client asks a list for, by query or by body (RFC 7644 §3.4.2, §3.4.3).
///
/// @param startIndex counts from 1; less means 1
/// @param count less than 0 means 0; more than the most means the most
record ListQuery(
        @Nullable List<String> schemas,
        @Nullable String filter,
        @Nullable String sortBy,
        @Nullable String sortOrder,
        @Nullable Long startIndex,
        @Nullable Integer count,
        @Nullable List<String> attributes,
        @Nullable List<String> excludedAttributes) {

    private static final String SEARCH = "urn:ietf:params:scim:api:messages:2.0:SearchRequest";
    private static final int MAX_COUNT = 200;
    private static final int USUAL_COUNT = 100;

    /// As query parameters have it: names separated by commas.
    record Parameters(
            @Nullable String filter,
            @Nullable String sortBy,
            @Nullable String sortOrder,
            @Nullable Long startIndex,
            @Nullable Integer count,
            @Nullable String attributes,
            @Nullable String excludedAttributes) {

        ListQuery query() {
            return new ListQuery(
                    null, filter, sortBy, sortOrder, startIndex, count, names(attributes), names(excludedAttributes));
        }
    }

    static @Nullable List<String> names(@Nullable String list) {
        return list == null || list.isBlank() ? null : Arrays.asList(list.split(","));
    }

    void checkSearch() {
        if (schemas != null && !schemas.contains(SEARCH)) {
            throw new ScimException(400, "invalidSyntax", "schemas (expected: " + SEARCH + ")");
        }
    }

    long start() {
        return startIndex == null ? 1 : Math.max(startIndex, 1);
    }

    int limit() {
        return count == null ? USUAL_COUNT : Math.clamp(count, 0, MAX_COUNT);
    }

    boolean descending() {
        return switch (sortOrder == null ? "ascending" : sortOrder) {
            case "ascending" -> false;
            case "descending" -> true;
            default -> throw ScimException.invalidValue("sortOrder (expected: ascending or descending)");
        };
    }

    @Nullable
    Filter filter(ResourceType type) {
        return filter == null || filter.isBlank() ? null : FilterParser.parse(filter, type);
    }

    @Nullable
    AttributePath sortPath(ResourceType type) {
        return sortBy == null || sortBy.isBlank() ? null : sortable(type, sortBy);
    }

    /// A complex attribute is sorted by its part `value`, when it has one.
    private static AttributePath sortable(ResourceType type, String name) {
        AttributePath path = type.find(name)
                .orElseThrow(() -> new ScimException(400, "invalidPath", "sortBy (expected: an attribute)"));
        if (!path.last().complex() && !(path.single() && path.last().multiValued())) {
            return path;
        }
        return path.then("value")
                .orElseThrow(() -> new ScimException(400, "invalidPath", "sortBy (expected: a simple attribute)"));
    }

    Projection projection(ResourceType type) {
        return Projection.of(type, attributes, excludedAttributes);
    }

    /// The rest of the page when others have filled some of it.
    ListQuery from(long nextStart, int most) {
        return new ListQuery(schemas, filter, sortBy, sortOrder, nextStart, most, attributes, excludedAttributes);
    }
}
