package io.parley.consent.scim;

import io.parley.consent.scim.Filter.Operator;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// Whether a filter holds for a resource, or for one value of an attribute. [FilterSql] says the same to the database.
final class FilterMatch {

    private FilterMatch() {}

    static boolean holds(Filter filter, JsonNode tree) {
        return switch (filter) {
            case Filter.And(var all) -> all.stream().allMatch(one -> holds(one, tree));
            case Filter.Or(var any) -> any.stream().anyMatch(one -> holds(one, tree));
            case Filter.Not(Filter inner) -> !holds(inner, tree);
            case Filter.Present(AttributePath path) -> values(path, tree).anyMatch(FilterMatch::assigned);
            case Filter.ValuePath(AttributePath path, Filter inner) ->
                values(path, tree).anyMatch(value -> holds(inner, value));
            case Filter.Compare(AttributePath path, Operator operator, JsonNode wanted) ->
                operator == Operator.NE
                        ? values(path, tree).noneMatch(value -> compare(path.last(), Operator.EQ, value, wanted))
                        : values(path, tree).anyMatch(value -> compare(path.last(), operator, value, wanted));
        };
    }

    /// The values that the path leads to, those of every element of an array.
    static Stream<JsonNode> values(AttributePath path, JsonNode tree) {
        JsonNode found = tree.path(path.first().name());
        Stream<JsonNode> here = found.isArray() ? found.valueStream() : Stream.of(found);
        Stream<JsonNode> there = here.filter(value -> !value.isMissingNode());
        return path.single() ? there : there.flatMap(value -> values(path.tail(), value));
    }

    private static boolean assigned(JsonNode value) {
        return !value.isNull() && !(value.isContainer() && value.isEmpty());
    }

    private static boolean compare(Attribute attribute, Operator operator, JsonNode value, JsonNode wanted) {
        return switch (attribute.type()) {
            case BOOLEAN -> value.asBoolean(false) == wanted.asBoolean();
            case DATE_TIME ->
                ordered(
                        operator,
                        OffsetDateTime.parse(value.asString())
                                .toInstant()
                                .compareTo(
                                        OffsetDateTime.parse(wanted.asString()).toInstant()));
            case STRING, REFERENCE, BINARY ->
                compare(operator, folded(attribute, value.asString("")), folded(attribute, wanted.asString()));
            case COMPLEX -> false;
        };
    }

    static String folded(Attribute attribute, String text) {
        return attribute.caseExact() ? text : text.toLowerCase(Locale.ROOT);
    }

    private static boolean compare(Operator operator, String value, String wanted) {
        return switch (operator) {
            case CO -> value.contains(wanted);
            case SW -> value.startsWith(wanted);
            case EW -> value.endsWith(wanted);
            case EQ, NE, GT, GE, LT, LE -> ordered(operator, value.compareTo(wanted));
        };
    }

    private static boolean ordered(Operator operator, int order) {
        return switch (operator) {
            case EQ -> order == 0;
            case NE -> order != 0;
            case GT -> order > 0;
            case GE -> order >= 0;
            case LT -> order < 0;
            case LE -> order <= 0;
            case CO, SW, EW -> false;
        };
    }
}
