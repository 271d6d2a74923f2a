package io.parley.archive.reading;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Ascending by number. The cursor is the last number.
record HistoryPage(
        List<HistoryItem> items,
        @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable String nextCursor) {

    static HistoryPage of(List<HistoryItem> oneMore, int limit) {
        List<HistoryItem> items = oneMore.stream().limit(limit).toList();
        return new HistoryPage(
                items, oneMore.size() > limit ? Long.toString(items.getLast().seq()) : null);
    }
}
