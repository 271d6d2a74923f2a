package io.parley.archive.officer;

import io.parley.platform.problem.DomainException;
import org.jspecify.annotations.Nullable;

/// Checks of single fields. A refusal names the field and its rule, never what was written.
public final class Given {

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
}
