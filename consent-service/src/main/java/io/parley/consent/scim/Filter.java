package io.parley.consent.scim;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// A filter (RFC 7644 §3.4.2.2) whose attributes are known.
sealed interface Filter {

    record And(List<Filter> all) implements Filter {}

    record Or(List<Filter> any) implements Filter {}

    record Not(Filter filter) implements Filter {}

    record Present(AttributePath path) implements Filter {}

    /// @param value a JSON scalar of the attribute's type; null asks for an unassigned attribute
    record Compare(AttributePath path, Operator operator, JsonNode value) implements Filter {}

    /// One value of the attribute for which all of the filter holds: `emails[type eq "work"]`.
    record ValuePath(AttributePath path, Filter filter) implements Filter {}

    enum Operator {
        EQ,
        NE,
        CO,
        SW,
        EW,
        GT,
        GE,
        LT,
        LE;

        static Optional<Operator> of(String text) {
            return List.of(values()).stream()
                    .filter(operator -> operator.name().equals(text.toUpperCase(Locale.ROOT)))
                    .findFirst();
        }

        boolean fits(Attribute.Type type) {
            return switch (type) {
                case STRING, REFERENCE -> true;
                case BOOLEAN, BINARY -> this == EQ || this == NE;
                case DATE_TIME -> this != CO && this != SW && this != EW;
                case COMPLEX -> false;
            };
        }
    }
}
