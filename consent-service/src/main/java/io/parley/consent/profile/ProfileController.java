package io.parley.consent.profile;

import io.parley.consent.ledger.PendingNotices;
import io.parley.consent.person.People;
import io.parley.consent.person.Person;
import io.parley.consent.person.Profile;
import io.parley.contracts.PersonId;
import io.parley.platform.identity.PersonCaller;
import io.parley.platform.identity.Role;
import io.swagger.v3.oas.annotations.Hidden;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "People")
class ProfileController {

    private final People people;
    private final PendingNotices pending;

    ProfileController(People people, PendingNotices pending) {
        this.people = people;
        this.pending = pending;
    }

    /// @param wards with the role guardian, the minors for whom one answers
    record Me(
            String personId,
            String userName,
            String displayName,
            String kind,
            String region,
            List<String> roles,
            String state,
            int pendingNotices,
            List<String> wards) {}

    record PeopleAsked(@NotNull @Size(max = 1000) List<@NotNull UUID> personIds) {}

    record Greeting(String personId, int pendingNotices) {}

    @GetMapping("/v1/me")
    @Operation(summary = "Who one is here, and how many notices await an answer")
    Me me(PersonCaller caller) {
        Person person = people.get(caller.personId());
        Profile profile = person.profile();
        return new Me(
                person.id().toString(),
                profile.userName(),
                profile.displayName(),
                profile.kind().code(),
                profile.region(),
                caller.roles().stream().map(Role::code).sorted().toList(),
                person.state(),
                pending.count(person),
                wards(caller));
    }

    private List<String> wards(PersonCaller caller) {
        return caller.has(Role.GUARDIAN)
                ? people.wards(caller.personId()).stream()
                        .map(PersonId::toString)
                        .toList()
                : List.of();
    }

    /// What the gateway needs to answer hellos. People who are not registered are left out.
    @Hidden
    @PostMapping("/internal/greetings")
    List<Greeting> greetings(@Valid @RequestBody PeopleAsked asked) {
        List<Person> found =
                people.all(asked.personIds().stream().map(PersonId::new).toList());
        Map<PersonId, Integer> counts = pending.counts(found);
        return found.stream()
                .map(person -> new Greeting(person.id().toString(), counts.getOrDefault(person.id(), 0)))
                .toList();
    }
}
