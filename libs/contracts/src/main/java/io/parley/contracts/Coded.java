package io.parley.contracts;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// One of a closed set with a stable code for the outside: an enum's name in lower case, with hyphens.
public interface Coded {

    String name();

    default String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static <C extends Coded> Optional<C> find(C[] all, @Nullable String code) {
        return Arrays.stream(all).filter(one -> one.code().equals(code)).findFirst();
    }

    /// Of what was written by ourselves.
    ///
    /// @throws IllegalArgumentException when there is no such code
    static <C extends Coded> C stored(C[] all, String code) {
        return find(all, code)
                .orElseThrow(() -> new IllegalArgumentException("code: unknown (expected: " + codes(all) + ")"));
    }

    /// All of them, for people.
    static <C extends Coded> String codes(C[] all) {
        return Arrays.stream(all).map(Coded::code).collect(Collectors.joining(", "));
    }
}
