package io.parley.platform.retention;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.service.annotation.GetExchange;

/// message-service's internal call (scope `internal`): how much of a decision of retention is carried out there.
public interface AppliedApi {

    @GetExchange("/internal/purges/{decisionId}")
    Applied applied(@PathVariable UUID decisionId);

    /// @param messages destroyed in conversations: posts, edits, reactions and marks of recalls, each with its number
    /// @param lastAt null: none
    record Applied(
            long messages, long conversations, @Nullable Instant lastAt) {}
}
