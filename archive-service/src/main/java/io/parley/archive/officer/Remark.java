package io.parley.archive.officer;

import org.jspecify.annotations.Nullable;

/// The body of a decision: what is said to it, if anything.
public record Remark(@Nullable String comment) {

    private static final int LONGEST = 2000;

    public static @Nullable String text(@Nullable Remark remark) {
        return remark == null ? null : remark.comment();
    }

    /// @throws io.parley.platform.problem.DomainException when it is too long; not before it is known who speaks
    public static @Nullable String checked(@Nullable String comment) {
        return comment == null ? null : Given.text("comment", comment, 0, LONGEST);
    }

    @Override
    public String toString() {
        return "[redacted]";
    }
}
