package io.parley.archive.reading;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Ascending by time of acceptance. A page may be short and still have a next one.
///
/// @param total how many messages were found in all; absent with words, which only opening each could tell, on a later
///     page, and beyond 10,000
@JsonInclude(JsonInclude.Include.NON_NULL)
record SearchPage(
        List<ArchivedMessage> items,
        @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable String nextCursor,
        @Nullable Long total) {

    SearchPage(List<ArchivedMessage> items, @Nullable String nextCursor) {
        this(items, nextCursor, null);
    }

    SearchPage of(@Nullable Long all) {
        return new SearchPage(items, nextCursor, all);
    }
}
