package io.parley.audit.event;

import io.parley.contracts.PersonId;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Which events are asked for; what is absent does not narrow.
///
/// @param from inclusive
/// @param to exclusive
/// @param cases only events of these cases; absent for those who may see all
record EventFilter(
        Optional<String> actor,
        Optional<String> action,
        Optional<String> objectType,
        Optional<String> objectId,
        Optional<String> outcome,
        Optional<String> caseRef,
        Optional<String> affected,
        Optional<Instant> from,
        Optional<Instant> to,
        Optional<List<String>> cases) {

    /// Everything that happened in a period.
    static EventFilter during(Instant from, Instant to) {
        return new EventFilter(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(from),
                Optional.of(to),
                Optional.empty());
    }

    EventFilter within(List<String> ownCases) {
        return new EventFilter(
                actor,
                action,
                objectType,
                objectId,
                outcome,
                caseRef,
                affected,
                from,
                to,
                Optional.of(List.copyOf(ownCases)));
    }

    /// Whom it asks about: the question concerns them, and is found and erased with what concerns them.
    List<PersonId> people() {
        Optional<String> asObject = objectType.filter("person"::equals).flatMap(_ -> objectId);
        return Stream.of(actor, affected, asObject)
                .flatMap(Optional::stream)
                .flatMap(id -> person(id).stream())
                .toList();
    }

    private static Optional<PersonId> person(String id) {
        try {
            return Optional.of(PersonId.parse(id));
        } catch (IllegalArgumentException notAPerson) {
            return Optional.empty();
        }
    }

    /// For the record of the query: the given filters as `name=value`, in a fixed order.
    String summary() {
        Map<String, Optional<?>> given = new LinkedHashMap<>();
        given.put("actor", actor);
        given.put("action", action);
        given.put("objectType", objectType);
        given.put("objectId", objectId);
        given.put("outcome", outcome);
        given.put("caseRef", caseRef);
        given.put("affected", affected);
        given.put("from", from);
        given.put("to", to);
        return given.entrySet().stream()
                .flatMap(filter -> filter.getValue().map(value -> filter.getKey() + "=" + value).stream())
                .collect(Collectors.joining("&"));
    }
}
