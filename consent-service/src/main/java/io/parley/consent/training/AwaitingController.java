package io.parley.consent.training;

import io.parley.consent.ledger.PendingNotices;
import io.parley.consent.person.People;
import io.parley.consent.person.Person;
import io.parley.contracts.PersonId;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/// What the gateway tells people who are connected: how much awaits them.
@RestController
@Hidden
class AwaitingController {

    private final People people;
    private final PendingNotices pending;
    private final MyCourses courses;

    AwaitingController(People people, PendingNotices pending, MyCourses courses) {
        this.people = people;
        this.pending = pending;
        this.courses = courses;
    }

    record PeopleAsked(@NotNull @Size(max = 1000) List<@NotNull UUID> personIds) {}

    record Awaiting(String personId, int pendingNotices, int dueCourses) {}

    /// People who are not registered are left out.
    @PostMapping("/internal/awaiting")
    List<Awaiting> awaiting(@Valid @RequestBody PeopleAsked asked) {
        List<Person> found =
                people.all(asked.personIds().stream().map(PersonId::new).toList());
        List<PersonId> ids = found.stream().map(Person::id).toList();
        Map<PersonId, Integer> notices = pending.counts(found);
        Map<PersonId, Long> due = courses.open(ids);
        return ids.stream()
                .map(id -> new Awaiting(
                        id.toString(),
                        notices.getOrDefault(id, 0),
                        due.getOrDefault(id, 0L).intValue()))
                .toList();
    }
}
