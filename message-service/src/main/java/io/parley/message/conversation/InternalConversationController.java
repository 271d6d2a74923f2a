package io.parley.message.conversation;

import io.parley.contracts.ConversationId;
import io.parley.contracts.PersonId;
import io.parley.platform.problem.DomainException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/// What a gateway asks once when a person signs in; from then on it follows the events.
@RestController
class InternalConversationController {

    private final ConversationRecords records;

    InternalConversationController(ConversationRecords records) {
        this.records = records;
    }

    @GetMapping("/internal/people/{personId}/conversations")
    List<Summary> conversations(@PathVariable PersonId personId) {
        return records.all(personId);
    }

    @GetMapping("/internal/conversations/{id}/members")
    Members members(@PathVariable ConversationId id) {
        List<UUID> members = records.members(id);
        if (members.isEmpty()) {
            throw DomainException.notFound("conversation");
        }
        return new Members(id.value(), members);
    }

    record Members(UUID conversationId, List<UUID> memberIds) {}

    record Summary(
            UUID conversationId,
            String kind,
            @Nullable String title,
            long lastSeq,
            long readSeq,
            ConversationView.Archive archive,
            List<UUID> memberIds) {}
}
