package io.parley.archive.officer;

import io.parley.contracts.Coded;
import io.parley.platform.problem.DomainException;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Checks of single fields. A refusal names the field and its rule, never what was written.
public final class Given {

    private static final int MOST = 1000;

    private Given() {}

    public static <T> T required(String field, @Nullable T value) {
        if (value == null) {
            throw DomainException.invalid(field, "required");
        }
        return value;
    }

    public static String text(String field, @Nullable String value, int shortest, int longest) {
        String given = value == null ? "" : value.strip();
        if (given.length() < shortest || given.length() > longest || given.indexOf('\0') >= 0) {
            throw DomainException.invalid(field, shortest + ".." + longest + " characters");
        }
        return given;
    }

    /// @param type of one, from what was written
    public static <A, B> Set<B> set(String field, @Nullable List<@Nullable A> given, Function<A, B> type) {
        if (given == null) {
            return Set.of();
        }
        if (given.size() > MOST) {
            throw DomainException.invalid(field, "at most " + MOST);
        }
        return given.stream().map(one -> type.apply(required(field, one))).collect(Collectors.toSet());
    }

    /// One of a closed set: what is not in it is refused with all that are.
    public static <C extends Coded> C oneOf(String field, C[] all, @Nullable String code) {
        return Coded.find(all, code).orElseThrow(() -> DomainException.invalid(field, "one of: " + Coded.codes(all)));
    }
}
