package io.parley.archive.export;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Ascending by age. The cursor is the last export's id.
record ExportPage(
        List<ExportView> items,
        @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable String nextCursor) {

    static ExportPage of(List<Export> oneMore, int limit) {
        List<ExportView> items =
                oneMore.stream().limit(limit).map(ExportView::of).toList();
        return new ExportPage(
                items, oneMore.size() > limit ? items.getLast().exportId().toString() : null);
    }
}
