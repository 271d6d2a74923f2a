package io.parley.presence.setting;

import com.fasterxml.jackson.annotation.JsonProperty;
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
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Presence")
class PresenceController {

    private static final int MAX_PEOPLE = 200;
    private static final int MOST_WATCHERS = 5000;

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
                    + " presence to nobody, or to contacts and you are none, is offline without lastSeen. `unknown` while"
                    + " the presence store is down, or while nobody can tell whether you are a contact.")
    List<View> presence(@RequestParam List<UUID> personIds, PersonCaller caller) {
        return views(personIds, caller.personId());
    }

    /// For gateways, when a session begins to watch people: as this person may see them.
    @Hidden
    @GetMapping("/internal/presence")
    List<View> presence(@RequestParam List<UUID> personIds, @RequestParam UUID by) {
        return views(personIds, new PersonId(by));
    }

    record Viewing(
            @NotNull UUID personId,
            @NotNull @Size(max = MOST_WATCHERS) List<@NotNull UUID> watcherIds) {}

    /// For gateways, when a person who shows themselves to contacts changes.
    @Hidden
    @PostMapping("/internal/presence/viewers")
    List<UUID> viewers(@Valid @RequestBody Viewing viewing) {
        return presence
                .viewers(
                        new PersonId(viewing.personId()),
                        viewing.watcherIds().stream().map(PersonId::new).toList())
                .stream()
                .map(PersonId::value)
                .toList();
    }

    private List<View> views(List<UUID> personIds, PersonId by) {
        if (personIds.size() > MAX_PEOPLE) {
            throw DomainException.invalid("personIds", "at most " + MAX_PEOPLE);
        }
        List<PersonId> registered = personIds.stream()
                .distinct()
                .map(PersonId::new)
                .filter(person -> people.find(person).isPresent())
                .toList();
        return presence.seen(registered, by).stream()
                .map(PresenceController::view)
                .toList();
    }

    @PutMapping("/v1/me/presence")
    @Operation(
            summary = "Choose who sees your presence, and whether you are away",
            description =
                    "`busy` shows as `away`. Without `state` you are online while connected. `contacts` are people"
                            + " who share a conversation with you; whoever is none sees you offline, without lastSeen.")
    View choose(@Valid @RequestBody Choice choice, PersonCaller caller) {
        presence.choose(caller.personId(), visibility(choice.visibility()), choice.state() != null);
        return view(presence.seen(List.of(caller.personId()), caller.personId()).getFirst());
    }

    private static Visibility visibility(VisibilityChoice choice) {
        return switch (choice) {
            case EVERYONE -> Visibility.EVERYONE;
            case NOBODY -> Visibility.NOBODY;
            case CONTACTS -> Visibility.CONTACTS;
        };
    }

    private static View view(Presence.Seen seen) {
        return new View(seen.person().value(), seen.state(), seen.lastSeen());
    }
}
