package io.parley.archive.retention;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Ascending by age. The cursor is the last policy's id.
record PolicyPage(
        List<PolicyView> items,
        @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable String nextCursor) {

    static PolicyPage of(List<RetentionPolicy> oneMore, int limit) {
        List<PolicyView> items =
                oneMore.stream().limit(limit).map(PolicyView::of).toList();
        return new PolicyPage(
                items, oneMore.size() > limit ? items.getLast().policyId().toString() : null);
    }
}
