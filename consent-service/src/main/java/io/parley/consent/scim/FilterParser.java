package io.parley.consent.scim;

import io.parley.consent.scim.Attribute.Type;
import io.parley.consent.scim.Filter.Operator;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.BooleanNode;

/// Reads filters (RFC 7644 §3.4.2.2, figure 1). What is too long, too deep or about attributes that the resource does
/// not have is refused as `invalidFilter`.
final class FilterParser {

    private static final int MAX_CHARS = 2_000;
    private static final int MAX_DEPTH = 10;
    private static final int MAX_TERMS = 50;
    private static final Pattern TOKEN = Pattern.compile(
            "\\G\\s*(?:(?<quoted>\"(?:[^\"\\\\]|\\\\.)*\")|(?<sign>[()\\[\\]])|(?<word>[^\\s()\\[\\]\"]+))");
    private static final JsonMapper JSON = new JsonMapper();

    private final List<String> tokens;
    private Function<String, Optional<AttributePath>> attributes;
    private int next;
    private int depth;
    private int terms;

    private FilterParser(String text, Function<String, Optional<AttributePath>> attributes) {
        this.tokens = tokens(text);
        this.attributes = attributes;
    }

    static Filter parse(String text, ResourceType type) {
        return parse(text, type::find);
    }

    /// The filter between the brackets of a PATCH path.
    static Filter parseParts(String text, Attribute of) {
        return parse(text, name -> AttributePath.in(of.parts(), name));
    }

    private static Filter parse(String text, Function<String, Optional<AttributePath>> attributes) {
        FilterParser parser = new FilterParser(text, attributes);
        Filter filter = parser.or();
        if (parser.next < parser.tokens.size()) {
            throw refused("the end after " + parser.next + " words");
        }
        return filter;
    }

    private static List<String> tokens(String text) {
        if (text.length() > MAX_CHARS) {
            throw refused("at most " + MAX_CHARS + " characters");
        }
        String stripped = text.strip();
        List<String> tokens = new ArrayList<>();
        Matcher matcher = TOKEN.matcher(stripped);
        int end = 0;
        while (matcher.find()) {
            tokens.add(matcher.group().strip());
            end = matcher.end();
        }
        if (end < stripped.length()) {
            throw refused("a closing quote");
        }
        return tokens;
    }

    private Filter or() {
        deeper();
        List<Filter> any = new ArrayList<>(List.of(and()));
        while (takes("or")) {
            any.add(and());
        }
        depth--;
        return any.size() == 1 ? any.getFirst() : new Filter.Or(any);
    }

    private Filter and() {
        List<Filter> all = new ArrayList<>(List.of(term()));
        while (takes("and")) {
            all.add(term());
        }
        return all.size() == 1 ? all.getFirst() : new Filter.And(all);
    }

    private Filter term() {
        if (++terms > MAX_TERMS) {
            throw refused("at most " + MAX_TERMS + " conditions");
        }
        if (takes("(")) {
            return closed(or(), ")");
        }
        if (peeks("not") && next + 1 < tokens.size() && tokens.get(next + 1).equals("(")) {
            next += 2;
            return new Filter.Not(closed(or(), ")"));
        }
        return condition();
    }

    private Filter condition() {
        String name = take("an attribute");
        AttributePath path = attributes.apply(name).orElseThrow(() -> refused("an attribute of the resource"));
        if (takes("[")) {
            return new Filter.ValuePath(path, parts(path.last()));
        }
        if (takes("pr")) {
            return new Filter.Present(path);
        }
        Operator operator =
                Operator.of(take("an operator")).orElseThrow(() -> refused("eq, ne, co, sw, ew, gt, ge, lt, le or pr"));
        return compared(comparable(path), operator, value(take("a value")));
    }

    private Filter parts(Attribute of) {
        if (!of.complex()) {
            throw refused("[ after an attribute with parts");
        }
        var outside = attributes;
        attributes = name -> AttributePath.in(of.parts(), name);
        deeper();
        Filter filter = closed(or(), "]");
        depth--;
        attributes = outside;
        return filter;
    }

    /// A complex attribute stands for its part `value`, when it has one (RFC 7644 §3.4.2.2).
    private static AttributePath comparable(AttributePath path) {
        return path.last().complex() ? path.then("value").orElseThrow(() -> refused("a part of " + path)) : path;
    }

    private static Filter compared(AttributePath path, Operator operator, JsonNode value) {
        if (value.isNull()) {
            return switch (operator) {
                case EQ -> new Filter.Not(new Filter.Present(path));
                case NE -> new Filter.Present(path);
                case CO, SW, EW, GT, GE, LT, LE -> throw refused("a value to compare with");
            };
        }
        Type type = path.last().type();
        if (!operator.fits(type)) {
            throw refused("an operator that " + path + " can be compared by");
        }
        return new Filter.Compare(path, operator, typed(path, type, value));
    }

    private static JsonNode typed(AttributePath path, Type type, JsonNode value) {
        return switch (type) {
            case BOOLEAN -> flag(path, value);
            case DATE_TIME -> time(path, value);
            case STRING, REFERENCE, BINARY -> {
                if (!value.isString()) {
                    throw refused("a quoted value for " + path);
                }
                yield value;
            }
            case COMPLEX -> throw refused("a part of " + path);
        };
    }

    private static JsonNode flag(AttributePath path, JsonNode value) {
        if (value.isBoolean()) {
            return value;
        }
        return switch (value.asString("").toLowerCase(java.util.Locale.ROOT)) {
            case "true" -> BooleanNode.TRUE;
            case "false" -> BooleanNode.FALSE;
            default -> throw refused("true or false for " + path);
        };
    }

    private static JsonNode time(AttributePath path, JsonNode value) {
        try {
            OffsetDateTime.parse(value.asString(""));
            return value;
        } catch (DateTimeException e) {
            throw refused("a time like 2026-01-31T12:00:00Z for " + path);
        }
    }

    private static JsonNode value(String token) {
        try {
            return JSON.readTree(token);
        } catch (JacksonException e) {
            throw refused("a JSON value: quoted text, true, false or null");
        }
    }

    private Filter closed(Filter filter, String sign) {
        if (!takes(sign)) {
            throw refused(sign);
        }
        return filter;
    }

    private void deeper() {
        if (++depth > MAX_DEPTH) {
            throw refused("at most " + MAX_DEPTH + " levels");
        }
    }

    private String take(String what) {
        if (next >= tokens.size()) {
            throw refused(what);
        }
        return tokens.get(next++);
    }

    private boolean peeks(String word) {
        return next < tokens.size() && tokens.get(next).equalsIgnoreCase(word);
    }

    private boolean takes(String word) {
        boolean there = peeks(word);
        next += there ? 1 : 0;
        return there;
    }

    private static ScimException refused(String expected) {
        return new ScimException(400, "invalidFilter", "filter (expected: " + expected + ")");
    }
}
