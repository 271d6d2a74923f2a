package io.parley.consent.scim;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a schema says of one attribute (RFC 7643 §7).
record Attribute(
        String name,
        Type type,
        boolean multiValued,
        boolean required,
        boolean caseExact,
        Mutability mutability,
        Returned returned,
        @Nullable List<String> canonicalValues,
        @Nullable List<Attribute> subAttributes) {

    enum Type {
        @JsonProperty("string")
        STRING,
        @JsonProperty("boolean")
        BOOLEAN,
        @JsonProperty("dateTime")
        DATE_TIME,
        @JsonProperty("reference")
        REFERENCE,
        @JsonProperty("binary")
        BINARY,
        @JsonProperty("complex")
        COMPLEX
    }

    enum Mutability {
        @JsonProperty("readWrite")
        READ_WRITE,
        @JsonProperty("readOnly")
        READ_ONLY,
        @JsonProperty("immutable")
        IMMUTABLE
    }

    enum Returned {
        @JsonProperty("always")
        ALWAYS,
        @JsonProperty("default")
        DEFAULT
    }

    static Attribute simple(String name, Type type, Mutability mutability, Returned returned) {
        return new Attribute(name, type, false, false, true, mutability, returned, null, null);
    }

    static Attribute complex(String name, boolean required, Mutability mutability, List<Attribute> parts) {
        return new Attribute(
                name, Type.COMPLEX, false, required, false, mutability, Returned.DEFAULT, null, List.copyOf(parts));
    }

    List<Attribute> parts() {
        return subAttributes == null ? List.of() : subAttributes;
    }

    /// Names are case-insensitive (RFC 7643 §2.1).
    Optional<Attribute> part(String wanted) {
        return named(parts(), wanted);
    }

    static Optional<Attribute> named(List<Attribute> attributes, String wanted) {
        return attributes.stream()
                .filter(attribute -> attribute.name.equalsIgnoreCase(wanted))
                .findFirst();
    }

    boolean complex() {
        return type == Type.COMPLEX;
    }

    boolean readOnly() {
        return mutability == Mutability.READ_ONLY;
    }
}
