package io.parley.archive.reading;

import io.parley.contracts.ConversationId;
import io.parley.platform.identity.PersonCaller;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/v1/archive/conversations")
@PreAuthorize("hasRole('OFFICER')")
@Tag(name = "Archive", description = "Reading archived messages, only under a grant")
class HistoryController {

    private final ConversationHistory history;

    HistoryController(ConversationHistory history) {
        this.history = history;
    }

    @GetMapping("/{conversationId}/history")
    @Operation(
            summary = "Who opened, joined, left, got a role, and what the conversation was called, within a grant",
            description = "Ascending by number. Titles are there where the consent gate let them in.")
    HistoryPage conversationHistory(
            @PathVariable UUID conversationId,
            @RequestParam(required = false) @Nullable UUID grantId,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(defaultValue = "100") int limit,
            PersonCaller caller) {
        return history.read(HistoryRequest.of(new ConversationId(conversationId), grantId, after, limit), caller);
    }
}
