package io.parley.local.demo;

import io.parley.client.AuditLog;
import io.parley.client.AuditLog.Event;
import io.parley.client.AuditLog.Filter;
import io.parley.client.proof.Checkpoint;
import io.parley.client.proof.LogVerifier;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;

/// The audit log lists each act, and proves that it does.
final class Proof {

    private final Cast cast;
    private final Talk talk;
    private final Reading reading;
    private final Narrator narrator;
    private final Instant start;

    /// @param start acts before it belong to an earlier play
    Proof(Cast cast, Talk talk, Reading reading, Narrator narrator, Instant start) {
        this.cast = cast;
        this.talk = talk;
        this.reading = reading;
        this.narrator = narrator;
        this.start = start;
    }

    void listed() {
        narrator.step("Grace, the auditor, finds each of these acts");
        String conversation = talk.id().toString();
        String erin = cast.erin().id().toString();
        String dave = cast.dave().id().toString();
        find("the conversation was opened", "conversation.opened", event -> objectIs(event, conversation));
        find("its archive state changed", "archive.state-changed", event -> objectIs(event, conversation));
        find("Erin was refused without a grant", "access.refused", event -> refusal(event, erin, "grant-required"));
        find("Erin asked for a grant", "grant.requested", this::ofCase);
        find("Erin could not approve it herself", "access.refused", event -> refusal(event, erin, "four-eyes"));
        find(
                "Frank approved it",
                "grant.approved",
                event -> ofCase(event) && actorIs(event, cast.frank().id().toString()));
        find("Erin searched", "archive.searched", event -> ofCase(event) && actorIs(event, erin));
        find("Erin was refused out of scope", "access.refused", event -> refusal(event, erin, "out-of-scope"));
        find("Erin read a record", "archive.viewed", event -> ofCase(event) && actorIs(event, erin));
        find("Erin asked why it was archived", "archive.basis-read", event -> actorIs(event, erin));
        find("Dave withdrew", "consent.withdrawn", event -> actorIs(event, dave));
    }

    void verified() {
        narrator.step("A proof shows that the approval stands in the log, checked without the server's code");
        AuditLog log = cast.grace().api().audit();
        Event approval = log.all(Filter.action("grant.approved").caseRef(reading.caseRef()))
                .getFirst();
        var verifier = new LogVerifier(log.key());
        Checkpoint checkpoint = verifier.verify(log.proof(approval.eventId()));
        narrator.done("event " + approval.eventId() + " is leaf " + approval.index() + " of " + checkpoint.size()
                + ", signed by " + checkpoint.origin());
        if (checkpoint.size() > 1) {
            Checkpoint later = verifier.verify(checkpoint, log.consistency(checkpoint.size()));
            narrator.done("the log of " + later.size() + " entries only appended to it");
        }
    }

    private void find(String words, String action, Predicate<Event> fits) {
        List<Event> found = narrator.eventually(
                words + " (" + action + ")",
                () -> cast.grace().api().audit().all(Filter.action(action)).stream()
                        .filter(event -> !Instant.parse(event.at()).isBefore(start))
                        .filter(fits)
                        .toList(),
                events -> !events.isEmpty());
        narrator.done(action + ": " + words + ", event " + found.getLast().eventId());
    }

    private boolean ofCase(Event event) {
        return reading.caseRef().equals(event.caseRef());
    }

    private static boolean actorIs(Event event, String id) {
        return id.equals(event.actor().id());
    }

    private static boolean objectIs(Event event, String id) {
        return event.object() != null && id.equals(event.object().id());
    }

    private static boolean refusal(Event event, String actor, String code) {
        return actorIs(event, actor)
                && event.detail() != null
                && code.equals(event.detail().path("code").asString(""));
    }
}
