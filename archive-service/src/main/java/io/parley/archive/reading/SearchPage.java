package io.parley.archive.reading;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Ascending by time of acceptance. A page may be short and still have a next one.
record SearchPage(
        List<ArchivedMessage> items,
        @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable String nextCursor) {}
