package io.parley.audit.anomaly;

import static io.parley.contracts.AuditAction.ACCESS_REFUSED;
import static io.parley.contracts.AuditAction.ARCHIVE_EXPORTED;
import static io.parley.contracts.AuditAction.ARCHIVE_HISTORY_READ;
import static io.parley.contracts.AuditAction.ARCHIVE_RECEIPTS_READ;
import static io.parley.contracts.AuditAction.ARCHIVE_SEARCHED;
import static io.parley.contracts.AuditAction.ARCHIVE_VIEWED;
import static io.parley.contracts.AuditAction.KEY_DESTRUCTION_DONE;
import static io.parley.contracts.ErrorCode.FOUR_EYES;

import io.parley.contracts.AuditAction;
import java.util.Set;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// How much of something an act is; 0 when it is none of it.
enum Measure {
    /// Content of the archive read, by whatever way.
    READS(act -> act.succeeded() && Reading.ACTIONS.contains(act.action()) ? 1 : 0),
    REFUSALS(act -> act.outcome().equals("refused") ? 1 : 0),
    /// Requests of one's own that somebody tried to approve.
    OWN_APPROVALS(act -> is(act, ACCESS_REFUSED) && act.code().equals(FOUR_EYES.code()) ? 1 : 0),
    EXPORTED_RECORDS(act -> act.succeeded() && is(act, ARCHIVE_EXPORTED) ? act.records() : 0),
    KEY_DESTRUCTIONS(act -> act.succeeded() && is(act, KEY_DESTRUCTION_DONE) ? 1 : 0);

    private final ToLongFunction<Act> amount;

    Measure(ToLongFunction<Act> amount) {
        this.amount = amount;
    }

    long of(Act act) {
        return amount.applyAsLong(act);
    }

    private static boolean is(Act act, AuditAction action) {
        return act.action().equals(action.code());
    }

    private static final class Reading {
        private static final Set<String> ACTIONS = Stream.of(
                        ARCHIVE_SEARCHED, ARCHIVE_VIEWED, ARCHIVE_HISTORY_READ, ARCHIVE_RECEIPTS_READ, ARCHIVE_EXPORTED)
                .map(AuditAction::code)
                .collect(Collectors.toUnmodifiableSet());
    }
}
