package io.parley.archive.hold;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Ascending by age. The cursor is the last hold's id.
record HoldPage(
        List<HoldView> items,
        @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable String nextCursor) {

    static HoldPage of(List<LegalHold> oneMore, int limit) {
        List<HoldView> items = oneMore.stream().limit(limit).map(HoldView::of).toList();
        return new HoldPage(
                items, oneMore.size() > limit ? items.getLast().holdId().toString() : null);
    }
}
