package io.parley.platform.problem;

import org.jspecify.annotations.Nullable;

/// One broken rule of bad input: where, which rule, and the offending value only when it is harmless to repeat.
public record Violation(String field, String rule, @Nullable Object value) {}
