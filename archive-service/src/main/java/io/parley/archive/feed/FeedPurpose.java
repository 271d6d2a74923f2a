package io.parley.archive.feed;

import io.parley.platform.problem.DomainException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What an outside archive may be fed for. Closed: a reason that is not here is no reason.
enum FeedPurpose {
    /// A duty to keep records in a certain place or form.
    RECORD_KEEPING,
    SUPERVISION,
    LITIGATION,
    REGULATOR_REQUEST,
    MIGRATION;

    private static final String CODES =
            Arrays.stream(values()).map(FeedPurpose::code).collect(Collectors.joining(", "));

    static FeedPurpose of(@Nullable String code) {
        return Arrays.stream(values())
                .filter(purpose -> purpose.code().equals(code))
                .findFirst()
                .orElseThrow(() -> DomainException.invalid("purpose", "one of: " + CODES));
    }

    String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
