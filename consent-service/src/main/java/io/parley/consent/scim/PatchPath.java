package io.parley.consent.scim;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The target of a PATCH operation (RFC 7644 §3.5.2, figure 7): `name.givenName`, `emails[type eq "work"].value`.
///
/// @param part of the values that the filter chooses; empty: these values themselves
record PatchPath(AttributePath attribute, Optional<Filter> filter, Optional<Attribute> part) {

    private static final Pattern CHOSEN = Pattern.compile("(?s)([^\\[\\]]+)\\[(.*)](?:\\.([^.\\[\\]]+))?");

    static PatchPath parse(String text, ResourceType type) {
        Matcher chosen = CHOSEN.matcher(text.strip());
        if (!chosen.matches()) {
            return new PatchPath(known(type.find(text.strip())), Optional.empty(), Optional.empty());
        }
        AttributePath attribute = known(type.find(chosen.group(1).strip()));
        if (!attribute.last().complex() || !attribute.last().multiValued()) {
            throw invalid("a filter only after an attribute of several complex values");
        }
        Optional<Attribute> part = Optional.ofNullable(chosen.group(3))
                .map(name -> attribute
                        .last()
                        .part(name)
                        .orElseThrow(() -> invalid("a part of " + attribute + " after the filter")));
        return new PatchPath(attribute, Optional.of(FilterParser.parseParts(chosen.group(2), attribute.last())), part);
    }

    boolean readOnly() {
        return attribute.readOnly() || part.filter(Attribute::readOnly).isPresent();
    }

    private static AttributePath known(Optional<AttributePath> path) {
        return path.orElseThrow(() -> invalid("an attribute that the schemas name"));
    }

    private static ScimException invalid(String expected) {
        return new ScimException(400, "invalidPath", "path (expected: " + expected + ")");
    }
}
