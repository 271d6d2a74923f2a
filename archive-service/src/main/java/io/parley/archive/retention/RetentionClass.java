package io.parley.archive.retention;

import io.parley.archive.officer.Given;
import io.parley.contracts.Coded;
import org.jspecify.annotations.Nullable;

/// What a policy is about.
enum RetentionClass implements Coded {
    /// What people wrote: messages of every type that carries no file.
    TEXT,
    /// Messages that carry a file, an image, voice or video.
    FILE,
    /// What stands beside content: marks of recalls, once the message itself is gone, and receipts.
    METADATA;

    static RetentionClass of(@Nullable String code) {
        return Given.oneOf("class", values(), code);
    }
}
