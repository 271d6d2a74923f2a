package io.parley.audit.anomaly;

import static io.parley.contracts.AuditAction.ANOMALY_DETECTED;

import io.parley.audit.anomaly.Judgement.Finding;
import io.parley.audit.event.EventFeed;
import io.parley.platform.audit.AuditEvent;
import io.parley.platform.audit.AuditTrail;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Looks at every event once, in the order of the log. Position, what rules remember, and alerts become durable in one
/// transaction: neither a crash nor a second instance tells an anomaly twice or not at all.
@Service
class AnomalySearch {

    static final int BATCH = 500;

    private final TraceStore traces;
    private final RuleStore rules;
    private final EventFeed feed;
    private final AuditTrail trail;
    private final Clock clock;

    AnomalySearch(TraceStore traces, RuleStore rules, EventFeed feed, AuditTrail trail, Clock clock) {
        this.traces = traces;
        this.rules = rules;
        this.feed = feed;
        this.trail = trail;
        this.clock = clock;
    }

    /// @param events how many were looked at, [#BATCH] when there may be more
    record Look(int events, List<Finding> findings) {
        static final Look NONE = new Look(0, List.of());
    }

    @Transactional
    public Look next() {
        OptionalLong position = traces.lockPosition();
        return position.isEmpty() ? Look.NONE : next(position.getAsLong());
    }

    long waiting() {
        return feed.size() - traces.position();
    }

    private Look next(long from) {
        long end = Math.min(feed.size(), from + BATCH);
        if (end <= from) {
            return Look.NONE;
        }
        List<Finding> findings = judge(from, end);
        traces.advance(end);
        findings.forEach(this::record);
        return new Look((int) (end - from), findings);
    }

    private List<Finding> judge(long from, long end) {
        Instant now = clock.instant();
        List<Act> acts = feed.between(from, end).stream()
                .flatMap(event -> Act.of(event, now).stream())
                .toList();
        List<String> actors = acts.stream().map(Act::actor).distinct().toList();
        var judgement = new Judgement(rules.active(), traces.load(actors));
        List<Finding> findings =
                acts.stream().flatMap(act -> judgement.judge(act).stream()).toList();
        traces.save(judgement.changed());
        return findings;
    }

    private void record(Finding finding) {
        trail.record(AuditEvent.of(ANOMALY_DETECTED)
                .by("service", "audit-service")
                .on("person", finding.act().actor())
                .detail("rule", finding.rule().ruleId())
                .detail("version", finding.rule().version())
                .detail("kind", finding.rule().kind().code())
                .detail("found", finding.found())
                .detail("event", finding.act().eventId()));
    }
}
