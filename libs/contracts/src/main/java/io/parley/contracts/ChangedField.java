package io.parley.contracts;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// A setting or property of an object, of which an event tells what it was before and what it is after.
public record ChangedField(String name, Kind kind) {

    public enum Kind implements Coded {
        /// Codes, numbers, times, digests, names of things: tells nothing of anybody.
        PLAIN,
        /// The id of a person, who is thereby concerned.
        PERSON,
        /// What is known of a person: stands in bodies, which can be erased, and goes to nobody who cannot be made to
        /// forget it.
        PERSONAL
    }

    /// How far an object is in its life, as its own documents call it.
    static final List<ChangedField> STATE = plain("state");

    static List<ChangedField> plain(String... names) {
        return all(Kind.PLAIN, names);
    }

    static List<ChangedField> person(String... names) {
        return all(Kind.PERSON, names);
    }

    static List<ChangedField> personal(String... names) {
        return all(Kind.PERSONAL, names);
    }

    @SafeVarargs
    static List<ChangedField> of(List<ChangedField>... fields) {
        return Stream.of(fields).flatMap(List::stream).toList();
    }

    private static List<ChangedField> all(Kind kind, String... names) {
        return Arrays.stream(names).map(name -> new ChangedField(name, kind)).toList();
    }
}
