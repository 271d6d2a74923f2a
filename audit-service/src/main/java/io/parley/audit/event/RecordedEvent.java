package io.parley.audit.event;

import io.parley.audit.completeness.Place;
import io.parley.audit.event.CanonicalJson.Fields;
import io.parley.audit.event.CanonicalJson.Items;
import io.parley.audit.event.CanonicalJson.Text;
import io.parley.audit.event.CanonicalJson.Value;
import io.parley.audit.log.EntryId;
import io.parley.contracts.AuditAction;
import io.parley.contracts.ChangedField;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/// One act: who did what to what, and how it ended.
///
/// @param purpose what it was done for, when the act needs a purpose
/// @param caseRef the case it was done under, when there is one
/// @param detail fields of the action, as the catalogue names them
/// @param affected ids of people whom the act concerns beside actor and object, as the service named them
/// @param changes what the act changed
/// @param place among the events of its service; absent in events of releases that did not number
record RecordedEvent(
        EntryId id,
        Instant at,
        Party actor,
        String action,
        Party object,
        String outcome,
        Optional<String> purpose,
        Optional<String> caseRef,
        String region,
        String service,
        Map<String, String> detail,
        List<String> affected,
        List<Change> changes,
        Optional<Place> place) {

    /// Always three digits of milliseconds: one instant has one spelling.
    private static final DateTimeFormatter MILLISECONDS = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    /// Fields whose value is the id of a person.
    private static final List<String> PERSON_FIELDS = List.of("personId", "onBehalfOf");

    RecordedEvent {
        detail = Map.copyOf(detail);
        affected = List.copyOf(affected);
        changes = List.copyOf(changes);
    }

    /// What a field was before and is after; empty: there was nothing, or is nothing any more.
    record Change(String field, Optional<String> before, Optional<String> after) {
        Value json() {
            var values = new HashMap<String, Value>();
            values.put("field", new Text(field));
            before.ifPresent(value -> values.put("before", new Text(value)));
            after.ifPresent(value -> values.put("after", new Text(value)));
            return new Fields(values);
        }

        private Stream<String> values() {
            return Stream.concat(before.stream(), after.stream());
        }
    }

    /// Who acted, or what was acted on.
    record Party(String type, String id) {
        Value json() {
            return new Fields(Map.of("type", new Text(type), "id", new Text(id)));
        }
    }

    /// Everybody whom the act concerns beside its actor: as named, as its object, in its detail, and where a change is
    /// one of people.
    List<String> people() {
        Stream<String> asObject = object.type().equals("person") ? Stream.of(object.id()) : Stream.empty();
        Stream<String> inDetail = PERSON_FIELDS.stream().map(detail::get).filter(Objects::nonNull);
        Stream<String> changed = changes.stream().filter(this::isOfPeople).flatMap(Change::values);
        return Stream.of(affected.stream(), asObject, inDetail, changed)
                .flatMap(people -> people)
                .filter(person -> !person.isBlank())
                .distinct()
                .sorted()
                .toList();
    }

    private boolean isOfPeople(Change change) {
        return AuditAction.find(action)
                .flatMap(known -> known.change(change.field()))
                .filter(field -> field.kind() == ChangedField.Kind.PERSON)
                .isPresent();
    }

    /// Exactly the text that is committed to.
    String body() {
        var fields = new HashMap<String, Value>();
        fields.put("eventId", new Text(id.toString()));
        fields.put("at", new Text(MILLISECONDS.format(at)));
        fields.put("actor", actor.json());
        fields.put("action", new Text(action));
        fields.put("object", object.json());
        fields.put("outcome", new Text(outcome));
        purpose.ifPresent(value -> fields.put("purpose", new Text(value)));
        caseRef.ifPresent(value -> fields.put("caseRef", new Text(value)));
        fields.put("region", new Text(region));
        fields.put("service", new Text(service));
        fields.put("detail", new Fields(texts(detail)));
        if (!affected.isEmpty()) {
            fields.put("affected", Items.texts(affected));
        }
        if (!changes.isEmpty()) {
            fields.put("changes", new Items(changes.stream().map(Change::json).toList()));
        }
        place.ifPresent(value -> fields.put("place", json(value)));
        return CanonicalJson.of(new Fields(fields));
    }

    @Override
    public String toString() {
        return "RecordedEvent[id=" + id + ", action=" + action + ", [redacted]]";
    }

    private static Value json(Place place) {
        return new Fields(Map.of(
                "stream", new Text(place.stream().toString()), "number", new Text(Long.toString(place.number()))));
    }

    private static Map<String, Value> texts(Map<String, String> values) {
        var texts = new HashMap<String, Value>();
        values.forEach((name, value) -> texts.put(name, new Text(value)));
        return texts;
    }
}
