package io.parley.audit.event;

import io.parley.audit.event.CanonicalJson.Fields;
import io.parley.audit.event.CanonicalJson.Text;
import io.parley.audit.event.CanonicalJson.Value;
import io.parley.audit.log.EntryId;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// One act: who did what to what, and how it ended.
///
/// @param purpose what it was done for, when the act needs a purpose
/// @param caseRef the case it was done under, when there is one
/// @param detail fields of the action, as the catalogue names them
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
        Map<String, String> detail) {

    /// Always three digits of milliseconds: one instant has one spelling.
    private static final DateTimeFormatter MILLISECONDS = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    RecordedEvent {
        detail = Map.copyOf(detail);
    }

    /// Who acted, or what was acted on.
    record Party(String type, String id) {
        Value json() {
            return new Fields(Map.of("type", new Text(type), "id", new Text(id)));
        }
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
        return CanonicalJson.of(new Fields(fields));
    }

    @Override
    public String toString() {
        return "RecordedEvent[id=" + id + ", action=" + action + ", [redacted]]";
    }

    private static Map<String, Value> texts(Map<String, String> values) {
        var texts = new HashMap<String, Value>();
        values.forEach((name, value) -> texts.put(name, new Text(value)));
        return texts;
    }
}
