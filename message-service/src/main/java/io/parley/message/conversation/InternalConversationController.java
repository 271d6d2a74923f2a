package io.parley.message.conversation;

import io.parley.contracts.ConversationId;
import io.parley.platform.problem.DomainException;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/// What a gateway asks once when people sign in; from then on it follows the events.
@RestController
class InternalConversationController {

    private final ConversationRecords records;
    private final Standings standings;

    InternalConversationController(ConversationRecords records, Standings standings) {
        this.records = records;
        this.standings = standings;
    }

    @PostMapping("/internal/standings")
    List<PersonStandings> standings(@Valid @RequestBody PeopleAsked asked) {
        Map<UUID, List<Standings.Standing>> found = standings.of(asked.personIds());
        return asked.personIds().stream()
                .map(person -> new PersonStandings(person, found.getOrDefault(person, List.of())))
                .toList();
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

    record PeopleAsked(@NotNull @Size(max = 1000) List<@NotNull UUID> personIds) {}

    record PersonStandings(UUID personId, List<Standings.Standing> conversations) {}
}
