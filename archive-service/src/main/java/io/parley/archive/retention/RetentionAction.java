package io.parley.archive.retention;

import io.parley.platform.problem.DomainException;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What a policy demands once, or until, its period is over.
enum RetentionAction {
    DELETE_AFTER,
    KEEP_AT_LEAST;

    static RetentionAction of(@Nullable String code) {
        return Arrays.stream(values())
                .filter(rule -> rule.code().equals(code))
                .findFirst()
                .orElseThrow(() -> DomainException.invalid("rule", "delete-after or keep-at-least"));
    }

    String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
