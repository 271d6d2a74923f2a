package io.parley.archive.retention;

import static java.time.ZoneOffset.UTC;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import io.parley.archive.retention.PurgeStore.Sweep;
import io.parley.archive.retention.RulesInForce.Current;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/// Destroys what is due, by the clock and not by activity: whole months where nothing stands against it, the rest in
/// small transactions. A sweep that was cut short goes on under its own name, so that its certificate tells all of it.
@Component
class RetentionSweep {

    private static final Logger LOG = LoggerFactory.getLogger(RetentionSweep.class);
    private static final String LOCK_TIMEOUT = "55P03";

    private final RulesInForce rules;
    private final RetentionScan scan;
    private final PurgeStore store;
    private final Certificates certificates;
    private final TransactionOperations transactions;
    private final Clock clock;

    RetentionSweep(
            RulesInForce rules,
            RetentionScan scan,
            PurgeStore store,
            Certificates certificates,
            TransactionOperations transactions,
            Clock clock) {
        this.rules = rules;
        this.scan = scan;
        this.store = store;
        this.certificates = certificates;
        this.transactions = transactions;
        this.clock = clock;
    }

    /// @return how many records were destroyed
    long run() {
        Instant now = clock.instant();
        Sweep sweep = store.open().orElseGet(() -> new Sweep(SweepId.next(), now));
        Current current = rules.current();
        Tally tally = new Tally();
        if (current.rule().deletes()) {
            months(sweep, current, now);
        }
        scan.through(current.rule(), now, null, page -> records(sweep, current, page, tally));
        return store.open().map(done -> certificates.issue(done, tally)).orElse(0L);
    }

    private void months(Sweep sweep, Current current, Instant now) {
        for (YearMonth month : store.months()) {
            Instant end = month.plusMonths(1).atDay(1).atStartOfDay(UTC).toInstant();
            List<PolicyId> policies = Stream.of(RetentionClass.TEXT, RetentionClass.FILE)
                    .flatMap(kind -> current.rule().clears(kind, end, now).stream())
                    .toList();
            if (!policies.isEmpty()) {
                month(sweep, current, month, policies);
            }
        }
    }

    /// While somebody reads all of the archive in one snapshot, as an export does, a month cannot be emptied at once.
    private void month(Sweep sweep, Current current, YearMonth month, List<PolicyId> policies) {
        try {
            transactions.executeWithoutResult(status -> {
                store.begin(sweep);
                if (store.purge(sweep, policies, current.steps(), month) == 0) {
                    status.setRollbackOnly();
                }
            });
        } catch (UncategorizedSQLException refused) {
            @Nullable SQLException cause = refused.getSQLException();
            if (cause == null || !LOCK_TIMEOUT.equals(cause.getSQLState())) {
                throw refused;
            }
            LOG.debug("Month {} goes record by record", month);
        }
    }

    private boolean records(Sweep sweep, Current current, List<Judgement> page, Tally tally) {
        tally.add(page);
        Map<PolicyId, List<Retainable>> due = page.stream()
                .flatMap(one -> one.fate() instanceof Fate.Due(PolicyId policy)
                        ? Stream.of(Map.entry(policy, one.one()))
                        : Stream.of())
                .collect(groupingBy(Map.Entry::getKey, mapping(Map.Entry::getValue, toList())));
        due.forEach((policy, records) -> transactions.executeWithoutResult(_ -> {
            store.begin(sweep);
            long gone = records.getFirst().isReceipt()
                    ? store.purgeReceipts(sweep, policy, current.steps(), records)
                    : store.purge(sweep, policy, current.steps(), records);
            tally.heldMeanwhile(records.size() - gone);
        }));
        return true;
    }
}
