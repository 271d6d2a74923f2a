package io.parley.consent.training;

import io.parley.consent.person.People;
import io.parley.consent.person.Person;
import io.parley.contracts.PersonId;
import io.parley.platform.identity.Role;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/// What a person has to complete, or has completed.
@Service
class MyCourses {

    private final CourseStore store;
    private final People people;
    private final Clock clock;

    MyCourses(CourseStore store, People people, Clock clock) {
        this.store = store;
        this.people = people;
        this.clock = clock;
    }

    enum State {
        DUE,
        OVERDUE,
        DONE
    }

    /// @param dueAt the earliest date of all assignments
    /// @param requiredFor roles that have no effect without it from that date on
    record Mine(
            Course course,
            State state,
            Instant dueAt,
            Set<Role> requiredFor,
            @Nullable Completion completion) {}

    List<Mine> of(PersonId id, Set<Role> roles) {
        Person person = people.get(id);
        Map<UUID, List<Assignment>> assigned = store.live().stream()
                .filter(assignment -> concerns(assignment, person, roles))
                .collect(Collectors.groupingBy(Assignment::courseId));
        List<Completion> completions = store.completions(id);
        return store.courses(assigned.keySet()).stream()
                .map(course -> mine(course, assigned.getOrDefault(course.id(), List.of()), completions))
                .toList();
    }

    /// How many courses each of these people has still to complete, as far as their roles were seen.
    Map<PersonId, Long> open(List<PersonId> ids) {
        return store.open(ids, clock.instant());
    }

    private Mine mine(Course course, List<Assignment> assigned, List<Completion> completions) {
        Instant now = clock.instant();
        Instant due = assigned.stream()
                .map(Assignment::dueAt)
                .min(Comparator.naturalOrder())
                .orElse(now);
        @Nullable
        Completion completion = completions.stream()
                .filter(one -> one.courseId().equals(course.id()))
                .filter(one -> one.counts(course.floor(), now))
                .reduce((earlier, later) -> later)
                .orElse(null);
        State open = due.isAfter(now) ? State.DUE : State.OVERDUE;
        return new Mine(course, completion == null ? open : State.DONE, due, requiredFor(assigned), completion);
    }

    private static Set<Role> requiredFor(List<Assignment> assigned) {
        return assigned.stream()
                .filter(Assignment::required)
                .map(Assignment::to)
                .filter(Assignment.To.Holders.class::isInstance)
                .map(to -> ((Assignment.To.Holders) to).role())
                .collect(Collectors.toUnmodifiableSet());
    }

    private static boolean concerns(Assignment assignment, Person person, Set<Role> roles) {
        return switch (assignment.to()) {
            case Assignment.To.Holders(Role role) -> roles.contains(role);
            case Assignment.To.Someone(PersonId one) -> one.equals(person.id());
            case Assignment.To.Members(UUID group) -> person.groups().contains(group);
        };
    }
}
