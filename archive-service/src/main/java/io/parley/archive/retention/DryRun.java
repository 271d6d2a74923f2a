package io.parley.archive.retention;

import static java.time.ZoneOffset.UTC;

import io.parley.contracts.AuditAction;
import io.parley.contracts.ConversationId;
import io.parley.contracts.ErrorCode;
import io.parley.platform.audit.AuditEvent;
import io.parley.platform.audit.AuditTrail;
import io.parley.platform.identity.PersonCaller;
import io.parley.platform.problem.DomainException;
import java.time.Clock;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.stereotype.Service;

/// Says what a policy would destroy now, beside all others in force, by the very rule of the sweep. To whom a silent
/// hold
/// must not be told, it says what would be destroyed if there were none.
@Service
class DryRun {

    private static final int SAMPLE = 20;
    private static final int MOST = 1_000_000;

    private final RulesInForce rules;
    private final RetentionScan scan;
    private final AuditTrail audit;
    private final Clock clock;

    DryRun(RulesInForce rules, RetentionScan scan, AuditTrail audit, Clock clock) {
        this.rules = rules;
        this.scan = scan;
        this.audit = audit;
        this.clock = clock;
    }

    DryRunReport of(RetentionPolicy policy, PersonCaller caller) {
        if (policy.action() != RetentionAction.DELETE_AFTER) {
            throw new DomainException(ErrorCode.CONFLICT, "policy.rule: keep-at-least (expected: delete-after)");
        }
        Instant now = clock.instant();
        var count = new Count(policy.id());
        boolean complete = scan.through(rules.with(policy), now, caller.personId(), count::add);
        audit.recordNow(AuditEvent.of(AuditAction.RETENTION_DRY_RUN)
                .by(caller)
                .on("retention-policy", policy.id().toString())
                .detail("due", count.due)
                .detail("heldBack", count.tally.total()));
        return count.report(now, complete);
    }

    private static final class Count {

        private final PolicyId policy;
        private final Tally tally = new Tally();
        private final Set<ConversationId> conversations = new HashSet<>();
        private final SortedMap<YearMonth, long[]> months = new TreeMap<>();
        private final List<UUID> sample = new ArrayList<>();
        private long due;
        private long seen;

        Count(PolicyId policy) {
            this.policy = policy;
        }

        boolean add(List<Judgement> page) {
            page.forEach(this::add);
            seen += page.size();
            return seen < MOST;
        }

        private void add(Judgement judged) {
            switch (judged.fate()) {
                case Fate.Stays stays -> {}
                case Fate.Due(PolicyId by) -> {
                    if (by.equals(policy)) {
                        due(judged.one());
                    }
                }
                case Fate.HeldBack(PolicyId by, Bar bar) -> {
                    if (by.equals(policy)) {
                        tally.add(judged);
                        month(judged.one())[1]++;
                    }
                }
            }
        }

        private void due(Retainable one) {
            due++;
            conversations.add(one.conversation());
            month(one)[0]++;
            if (sample.size() < SAMPLE) {
                sample.add(one.id());
            }
        }

        private long[] month(Retainable one) {
            return months.computeIfAbsent(YearMonth.from(one.acceptedAt().atOffset(UTC)), _ -> new long[2]);
        }

        DryRunReport report(Instant at, boolean complete) {
            List<DryRunReport.Month> byMonth = months.entrySet().stream()
                    .map(month ->
                            new DryRunReport.Month(month.getKey().toString(), month.getValue()[0], month.getValue()[1]))
                    .toList();
            return new DryRunReport(
                    policy.value(), at, due, conversations.size(), tally.counts(), byMonth, sample, complete);
        }
    }
}
