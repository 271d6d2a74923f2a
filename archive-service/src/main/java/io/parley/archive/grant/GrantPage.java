package io.parley.archive.grant;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Ascending by age. The cursor is the last grant's id.
record GrantPage(
        List<GrantView> items,
        @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable String nextCursor) {

    static GrantPage of(List<ReadGrant> oneMore, int limit) {
        List<GrantView> items = oneMore.stream().limit(limit).map(GrantView::of).toList();
        return new GrantPage(
                items, oneMore.size() > limit ? items.getLast().grantId().toString() : null);
    }
}
