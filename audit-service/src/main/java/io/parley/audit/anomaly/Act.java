package io.parley.audit.anomaly;

import io.parley.audit.event.LoggedEvent;
import java.time.Instant;
import java.util.Optional;

/// What a rule sees of an event: what a person did, when, and how much of it.
///
/// @param at when it happened, never later than it was looked at: a clock far ahead must not empty windows
/// @param code why a request was refused
/// @param records how many records left, for exports
record Act(
        long index,
        String eventId,
        Instant at,
        String actor,
        String action,
        String outcome,
        String code,
        long records) {

    private static final String OWN = "anomaly.";
    private static final int LONGEST_ID = 200;

    /// Empty for what no person did: services act by rules of their own, and an alert about an alert would never end.
    static Optional<Act> of(LoggedEvent event, Instant now) {
        boolean personal = event.text("/actor/type").equals("person")
                && !event.text("/actor/id").isEmpty()
                && !event.action().startsWith(OWN);
        return personal ? Optional.of(read(event, now)) : Optional.empty();
    }

    boolean succeeded() {
        return outcome.equals("success");
    }

    private static Act read(LoggedEvent event, Instant now) {
        Instant at = Instant.parse(event.text("/at"));
        return new Act(
                event.index(),
                event.text("/eventId"),
                at.isAfter(now) ? now : at,
                storable(event.text("/actor/id")),
                event.action(),
                event.text("/outcome"),
                event.text("/detail/code"),
                number(event.text("/detail/records")));
    }

    /// An id may be any text of a later release, or of somebody who wants the rules to stumble over it.
    private static String storable(String id) {
        return id.replace('\0', '\uFFFD')
                .codePoints()
                .limit(LONGEST_ID)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /// Services write numbers; what is none counts as one.
    private static long number(String text) {
        return text.matches("\\d{1,15}") ? Math.max(1, Long.parseLong(text)) : 1;
    }

    @Override
    public String toString() {
        return "Act[index=" + index + ", [redacted]]";
    }
}
