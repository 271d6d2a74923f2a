package io.parley.audit.event;

import static io.parley.contracts.AuditAction.AUDIT_EVENT_PARKED;
import static io.parley.contracts.AuditAction.AUDIT_EVENT_QUESTIONED;
import static java.util.Objects.requireNonNull;

import io.parley.audit.completeness.Arrival;
import io.parley.audit.completeness.Completeness;
import io.parley.audit.event.Admission.Admitted;
import io.parley.audit.event.Admission.Oddity;
import io.parley.audit.log.Appended;
import io.parley.audit.log.EntryId;
import io.parley.audit.log.Submission;
import io.parley.audit.log.TransparencyLog;
import io.parley.contracts.AuditAction;
import io.parley.platform.audit.AuditEvent;
import io.parley.platform.audit.AuditTrail;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Makes a batch part of the log. Commitment, body, signed checkpoint, numbers seen and alarms become durable in one
/// transaction or not at all.
@Service
class EventAppend {

    private final TransparencyLog log;
    private final EventStore events;
    private final Completeness completeness;
    private final Admission admission;
    private final AuditTrail trail;

    EventAppend(
            TransparencyLog log, EventStore events, Completeness completeness, Admission admission, AuditTrail trail) {
        this.log = log;
        this.events = events;
        this.completeness = completeness;
        this.admission = admission;
        this.trail = trail;
    }

    /// @return how many are new
    @Transactional
    public int append(Admitted admitted) {
        admitted.parked().forEach((why, count) -> alarm(AUDIT_EVENT_PARKED, why, count));
        List<RecordedEvent> batch = admitted.events();
        if (batch.isEmpty()) {
            return 0;
        }
        List<Submission> submissions = batch.stream()
                .map(event -> new Submission(event.id(), event.body()))
                .toList();
        List<Appended> appended = log.append(submissions);
        keep(appended, batch, submissions);
        return appended.size();
    }

    /// Both lists in the same order.
    private void keep(List<Appended> appended, List<RecordedEvent> batch, List<Submission> submissions) {
        Map<EntryId, Integer> places = new HashMap<>();
        for (int i = 0; i < batch.size(); i++) {
            places.putIfAbsent(batch.get(i).id(), i);
        }
        List<EventStore.Row> rows = appended.stream()
                .map(entry -> row(entry, requireNonNull(places.get(entry.id())), batch, submissions))
                .toList();
        events.insert(rows);
        completeness.take(rows.stream()
                .map(EventStore.Row::event)
                .flatMap(event -> event.place().map(place -> new Arrival(event.service(), place)).stream())
                .toList());
        question(rows);
    }

    private static EventStore.Row row(
            Appended entry, int place, List<RecordedEvent> batch, List<Submission> submissions) {
        return new EventStore.Row(
                entry, batch.get(place), submissions.get(place).body());
    }

    private void question(List<EventStore.Row> rows) {
        Map<Oddity, Integer> odd = new EnumMap<>(Oddity.class);
        rows.forEach(row -> admission.oddity(row.event()).ifPresent(why -> odd.merge(why, 1, Integer::sum)));
        odd.forEach((why, count) -> alarm(AUDIT_EVENT_QUESTIONED, why, count));
    }

    private void alarm(AuditAction action, Oddity why, int count) {
        trail.record(AuditEvent.of(action)
                .by("service", "audit-service")
                .on("audit-log", "events")
                .detail("reason", why.code())
                .detail("count", count));
    }
}
