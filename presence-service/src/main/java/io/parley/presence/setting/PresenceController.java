package io.parley.presence.setting;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.parley.contracts.ErrorCode;
import io.parley.contracts.PersonId;
import io.parley.platform.identity.PersonCaller;
import io.parley.platform.identity.PersonDirectory;
import io.parley.platform.problem.DomainException;
import io.parley.presence.reachability.Presence;
import io.parley.presence.reachability.Visibility;
import io.swagger.v3.oas.annotations.Hidden;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Presence")
class PresenceController {

    private static final int MAX_PEOPLE = 200;
    private static final PersonId NOBODY_OF_THEM = new PersonId(new UUID(0, 0));

    private final Presence presence;
    private final PersonDirectory people;

    PresenceController(Presence presence, PersonDirectory people) {
        this.presence = presence;
        this.people = people;
    }

    enum VisibilityChoice {
        @JsonProperty("everyone")
        EVERYONE,
        @JsonProperty("contacts")
        CONTACTS,
        @JsonProperty("nobody")
        NOBODY
    }

    enum StateChoice {
        @JsonProperty("away")
        AWAY,
        @JsonProperty("busy")
        BUSY
    }

    record Choice(
            @NotNull VisibilityChoice visibility, @Nullable StateChoice state) {}

    /// @param state online, away, offline; unknown while the presence store is down
    record View(UUID personId, String state, @Nullable Instant lastSeen) {}

    @GetMapping("/v1/presence")
    @Operation(
            summary = "Who is reachable",
            description = "At most 200 ids. People who are not registered here are left out. A person who shows their"
                    + " presence to nobody is offline without lastSeen. `unknown` while the presence store is down.")
    List<View> presence(@RequestParam List<UUID> personIds, PersonCaller caller) {
        return views(personIds, caller.personId());
    }

    /// For gateways, when a session begins to watch people: as anybody else sees them.
    @Hidden
    @GetMapping("/internal/presence")
    List<View> presence(@RequestParam List<UUID> personIds) {
        return views(personIds, NOBODY_OF_THEM);
    }

    private List<View> views(List<UUID> personIds, PersonId by) {
        if (personIds.size() > MAX_PEOPLE) {
            throw DomainException.invalid("personIds", "at most " + MAX_PEOPLE);
        }
        return personIds.stream()
                .distinct()
                .map(PersonId::new)
                .filter(person -> people.find(person).isPresent())
                .map(person -> presence.seen(person, by))
                .map(PresenceController::view)
                .toList();
    }

    @PutMapping("/v1/me/presence")
    @Operation(
            summary = "Choose who sees your presence, and whether you are away",
            description = "`busy` shows as `away`. Without `state` you are online while connected. `contacts` cannot be"
                    + " decided yet and is refused with `rule-violated`: nobody is shown more than they asked for.")
    View choose(@Valid @RequestBody Choice choice, PersonCaller caller) {
        presence.choose(caller.personId(), visibility(choice.visibility()), choice.state() != null);
        return view(presence.seen(caller.personId(), caller.personId()));
    }

    private static Visibility visibility(VisibilityChoice choice) {
        return switch (choice) {
            case EVERYONE -> Visibility.EVERYONE;
            case NOBODY -> Visibility.NOBODY;
            case CONTACTS ->
                throw new DomainException(
                                ErrorCode.RULE_VIOLATED, "visibility: contacts (expected: everyone or nobody, for now)")
                        .violation("visibility", "not available yet");
        };
    }

    private static View view(Presence.Seen seen) {
        return new View(seen.person().value(), seen.state(), seen.lastSeen());
    }
}
