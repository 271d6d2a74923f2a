package io.parley.consent.training;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A course with its versions, ascending, at least one.
record Course(UUID id, List<Version> versions) {

    /// @param texts by language tag
    /// @param link where it is held, when not in the text itself
    /// @param validDays null: a completion is valid for good
    /// @param renew completions of earlier versions do not count any more
    record Version(
            UUID courseId,
            int number,
            Map<String, Text> texts,
            @Nullable String link,
            @Nullable Integer validDays,
            boolean renew,
            Instant publishedAt) {}

    record Text(String title, String text) {}

    Version current() {
        return versions.getLast();
    }

    /// Completions of this version, or a later one, count.
    int floor() {
        return versions.stream()
                .filter(Version::renew)
                .mapToInt(Version::number)
                .max()
                .orElse(1);
    }
}
