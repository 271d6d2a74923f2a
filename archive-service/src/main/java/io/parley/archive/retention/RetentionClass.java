package io.parley.archive.retention;

import io.parley.platform.problem.DomainException;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What a policy is about.
enum RetentionClass {
    /// What people wrote: messages of every type that carries no file.
    TEXT,
    /// Messages that carry a file, an image, voice or video.
    FILE,
    /// What stands beside content: marks of recalls, once the message itself is gone, and receipts.
    METADATA;

    static RetentionClass of(@Nullable String code) {
        return Arrays.stream(values())
                .filter(kind -> kind.code().equals(code))
                .findFirst()
                .orElseThrow(() -> DomainException.invalid("class", "text, file or metadata"));
    }

    String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
