package io.parley.consent.scim;

import io.parley.consent.scim.Filter.Operator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// A filter as a condition of the database on `doc`, the resource as jsonb. Names come from the schemas and values are
/// bound: nothing that a client wrote becomes part of the statement.
final class FilterSql {

    private final Columns columns;
    private final Map<String, Object> parameters = new HashMap<>();
    private int elements;

    private FilterSql(Columns columns) {
        this.columns = columns;
    }

    /// By attribute name, what is asked instead of `doc`, which has to be made for each resource.
    ///
    /// @param equal how an equality is asked of what an index knows
    /// @param values expressions that are never null
    record Columns(Map<String, String> equal, Map<String, String> values) {

        static final Columns NONE = new Columns(Map.of(), Map.of());
    }

    record Condition(String sql, Map<String, Object> parameters) {}

    static Condition of(Filter filter, Columns columns) {
        FilterSql writer = new FilterSql(columns);
        return new Condition(writer.condition(filter, "doc"), writer.parameters);
    }

    /// The text by which resources are sorted; the primary or else the first of several values (RFC 7644 §3.4.2.3).
    static String sortKey(AttributePath path, Columns columns) {
        String column = columns.values().get(path.toString());
        String text = column != null ? column : text(path);
        return switch (path.last().type()) {
            case DATE_TIME -> text + "::timestamptz";
            case BOOLEAN -> text + "::boolean";
            case STRING, REFERENCE, BINARY, COMPLEX -> folded(path.last(), text) + " COLLATE \"C\"";
        };
    }

    private static String text(AttributePath path) {
        return path.first().multiValued()
                ? "(SELECT e #>> '" + place(path.tail().steps()) + "' FROM jsonb_array_elements(doc #> '"
                        + place(List.of(path.first())) + "') WITH ORDINALITY AS list(e, n)"
                        + " ORDER BY (e ->> 'primary') IS NOT DISTINCT FROM 'true' DESC, n LIMIT 1)"
                : "(doc #>> '" + place(path.steps()) + "')";
    }

    private String condition(Filter filter, String base) {
        return switch (filter) {
            case Filter.And(var all) -> joined(all, " AND ", base);
            case Filter.Or(var any) -> joined(any, " OR ", base);
            case Filter.Not(Filter inner) -> "NOT " + condition(inner, base);
            case Filter.Present(AttributePath path) -> present(path, base);
            case Filter.ValuePath(AttributePath path, Filter inner) -> at(path, base, value -> condition(inner, value));
            case Filter.Compare compare -> compare(compare, base);
        };
    }

    private String joined(List<Filter> filters, String word, String base) {
        return filters.stream().map(one -> condition(one, base)).collect(Collectors.joining(word, "(", ")"));
    }

    private String present(AttributePath path, String base) {
        return at(path, base, value -> "(" + value + " NOT IN ('null', '[]', '{}'))");
    }

    private String compare(Filter.Compare compare, String base) {
        AttributePath path = compare.path();
        Operator positive = compare.operator() == Operator.NE ? Operator.EQ : compare.operator();
        String parameter = bind(path.last(), compare.value());
        String sql = base.equals("doc")
                ? resource(path, positive, parameter)
                : at(path, base, value -> scalar(path.last(), positive, "(" + value + " #>> '{}')", parameter));
        return compare.operator() == Operator.NE ? "NOT " + sql : sql;
    }

    private String resource(AttributePath path, Operator operator, String parameter) {
        String equal = columns.equal().get(path.toString());
        if (equal != null && operator == Operator.EQ) {
            return equal.formatted(parameter);
        }
        String column = columns.values().get(path.toString());
        return column != null
                ? scalar(path.last(), operator, column, parameter)
                : at(path, "doc", value -> scalar(path.last(), operator, "(" + value + " #>> '{}')", parameter));
    }

    private interface Test {
        String of(String value);
    }

    /// True when the test holds for a value that the path leads to; never unknown.
    private String at(AttributePath path, String base, Test test) {
        String here = "(" + base + " -> '" + path.first().name() + "')";
        if (path.first().multiValued()) {
            String element = "e" + elements++;
            return "EXISTS (SELECT FROM jsonb_array_elements(COALESCE(" + here + ", '[]')) AS list" + element + "("
                    + element + ") WHERE " + inner(path, element, test) + ")";
        }
        return path.single() ? "COALESCE(" + test.of(here) + ", false)" : at(path.tail(), here, test);
    }

    private String inner(AttributePath path, String element, Test test) {
        return path.single() ? "COALESCE(" + test.of(element) + ", false)" : at(path.tail(), element, test);
    }

    private static String scalar(Attribute attribute, Operator operator, String text, String parameter) {
        return switch (attribute.type()) {
            case BOOLEAN -> "(" + text + "::boolean = " + parameter + ")";
            case DATE_TIME -> "(" + text + "::timestamptz " + sign(operator) + " " + parameter + "::timestamptz)";
            case STRING, REFERENCE, BINARY, COMPLEX -> text(operator, folded(attribute, text), parameter);
        };
    }

    private static String text(Operator operator, String value, String parameter) {
        return switch (operator) {
            case CO -> "(position(" + parameter + " IN " + value + ") > 0)";
            case SW -> "starts_with(" + value + ", " + parameter + ")";
            case EW -> "(right(" + value + ", length(" + parameter + ")) = " + parameter + ")";
            case EQ, NE, GT, GE, LT, LE -> "(" + value + " COLLATE \"C\" " + sign(operator) + " " + parameter + ")";
        };
    }

    private static String sign(Operator operator) {
        return switch (operator) {
            case EQ -> "=";
            case NE -> "<>";
            case GT -> ">";
            case GE -> ">=";
            case LT -> "<";
            case LE -> "<=";
            case CO, SW, EW -> throw new IllegalArgumentException("operator: " + operator + " (expected: an order)");
        };
    }

    private static String folded(Attribute attribute, String text) {
        return attribute.caseExact() ? text : "lower(" + text + " COLLATE \"und-x-icu\")";
    }

    private String bind(Attribute attribute, JsonNode value) {
        String name = "v" + parameters.size();
        parameters.put(
                name, value.isBoolean() ? (Object) value.asBoolean() : FilterMatch.folded(attribute, value.asString()));
        return ":" + name;
    }

    private static String place(List<Attribute> steps) {
        return steps.stream().map(step -> "\"" + step.name() + "\"").collect(Collectors.joining(",", "{", "}"));
    }
}
