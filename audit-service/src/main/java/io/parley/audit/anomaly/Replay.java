package io.parley.audit.anomaly;

import static io.parley.contracts.AuditAction.ANOMALY_RULE_REPLAYED;

import io.parley.audit.anomaly.Judgement.Finding;
import io.parley.audit.event.EventFeed;
import io.parley.audit.event.LoggedEvent;
import io.parley.contracts.ErrorCode;
import io.parley.platform.audit.AuditEvent;
import io.parley.platform.audit.AuditTrail;
import io.parley.platform.identity.PersonCaller;
import io.parley.platform.problem.DomainException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Service;

/// What a rule would have found, had it been there. Changes nothing.
@Service
class Replay {

    private static final Duration LONGEST = Duration.ofDays(366);
    private static final int MOST_EVENTS = 500_000;
    private static final int MOST_SHOWN = 1000;
    private static final int PAGE = 2000;

    private final EventFeed feed;
    private final AuditTrail trail;
    private final Clock clock;

    Replay(EventFeed feed, AuditTrail trail, Clock clock) {
        this.feed = feed;
        this.trail = trail;
        this.clock = clock;
    }

    /// @param events how many were looked at
    /// @param alerts how many would have been raised
    /// @param first of these, at most 1000
    record Outcome(long events, long alerts, List<Finding> first) {}

    /// @param from inclusive, by when events happened; `to` is exclusive
    Outcome of(PersonCaller caller, Rule rule, Instant from, Instant to) {
        if (!from.isBefore(to) || Duration.between(from, to).compareTo(LONGEST) > 0) {
            throw DomainException.invalid("from", "before `to`, at most 366 days");
        }
        Outcome outcome = run(rule, from, to);
        trail.recordNow(AuditEvent.of(ANOMALY_RULE_REPLAYED)
                .by(caller)
                .on("anomaly-rule", rule.ruleId().toString())
                .detail("version", rule.version())
                .detail("from", from)
                .detail("to", to)
                .detail("alerts", outcome.alerts()));
        return outcome;
    }

    private Outcome run(Rule rule, Instant from, Instant to) {
        Instant now = clock.instant();
        var judgement = new Judgement(List.of(rule), Map.of());
        List<Finding> first = new ArrayList<>();
        long alerts = 0;
        long events = 0;
        long end = feed.size();
        List<LoggedEvent> page = feed.happened(from, to, 0, PAGE);
        while (!page.isEmpty() && page.getFirst().index() < end) {
            events += page.size();
            requireFewer(events);
            for (LoggedEvent event : page) {
                List<Finding> findings =
                        Act.of(event, now).map(judgement::judge).orElse(List.of());
                alerts += findings.size();
                findings.stream().limit(MOST_SHOWN - first.size()).forEach(first::add);
            }
            page = feed.happened(from, to, page.getLast().index() + 1, PAGE);
        }
        return new Outcome(events, alerts, List.copyOf(first));
    }

    private static void requireFewer(long events) {
        if (events > MOST_EVENTS) {
            throw new DomainException(
                    ErrorCode.RULE_VIOLATED,
                    "from, to: more than " + MOST_EVENTS + " events (expected: a shorter period)");
        }
    }
}
