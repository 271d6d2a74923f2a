package io.parley.platform.retention;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;

/// archive-service's internal call (scope `internal`) for who is about to destroy messages by time outside the archive.
/// It weighs policies, statutory periods and holds for them as it does for its own records, and writes down what it
/// allowed. Who asks destroys nothing without an answer, and nothing that the answer does not name. An answer is good
/// for its moment only: ask again rather than keep it.
@HttpExchange("/internal/retention")
public interface DestructionApi {

    int MOST_ITEMS = 1000;

    /// What may be due at all, so that nobody asks about the rest.
    @GetExchange("/reach")
    Reach reach();

    @PostExchange("/decisions")
    Decisions decide(@RequestBody Question question);

    /// @param classes one for each class of which something may be due; empty: nothing may be
    /// @param conversationIds null: any
    record Reach(List<ClassReach> classes, @Nullable List<UUID> conversationIds) {}

    /// @param kind `text`, `file` or `metadata`
    /// @param before what was accepted at this instant or later cannot be due
    record ClassReach(String kind, Instant before) {}

    /// @param items at most [#MOST_ITEMS], each once
    record Question(List<Item> items) {}

    /// One version of a message, a reaction, or the mark of a recall.
    ///
    /// @param senderId who wrote it
    /// @param kind its class: `text`, `file` or `metadata`
    record Item(UUID conversationId, long seq, UUID senderId, String kind) {}

    record Decisions(List<Due> due) {}

    /// @param decisionId the certificate, where the archive destroyed its own copy; else of this decision
    /// @param archived whether the archive had a copy
    record Due(UUID conversationId, long seq, UUID decisionId, boolean archived) {}
}
