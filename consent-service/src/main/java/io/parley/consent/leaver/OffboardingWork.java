package io.parley.consent.leaver;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.parley.platform.audit.AuditTrail;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/// Tries the steps that are due, one transaction each, until nothing is left to do. Several instances share the work:
/// a step is locked while it is tried, and what an instance leaves behind when it dies is due for the others.
@Component
class OffboardingWork {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final int MOST_DOUBLINGS = 6;

    private final OffboardingStore store;
    private final OffboardingSteps steps;
    private final AuditTrail audit;
    private final TransactionOperations transactions;
    private final Clock clock;
    private final MeterRegistry meters;
    private final AtomicLong pending = new AtomicLong();
    private final Lock working = new ReentrantLock();

    OffboardingWork(
            OffboardingStore store,
            OffboardingSteps steps,
            AuditTrail audit,
            TransactionOperations transactions,
            Clock clock,
            MeterRegistry meters) {
        this.store = store;
        this.steps = steps;
        this.audit = audit;
        this.transactions = transactions;
        this.clock = clock;
        this.meters = meters;
        Gauge.builder("parley.offboarding.pending", pending, AtomicLong::get)
                .description("Steps of people's leaving that are not done yet")
                .register(meters);
    }

    /// At a fixed rate, for then it has a thread of its own: a neighbour that does not answer must not keep others up.
    @Scheduled(fixedRateString = "${parley.offboarding.every:250ms}")
    void work() {
        if (working.tryLock()) {
            try {
                workOff();
            } finally {
                working.unlock();
            }
        }
    }

    private void workOff() {
        boolean more = true;
        while (more) {
            more = Boolean.TRUE.equals(transactions.execute(_ -> next()));
        }
        pending.set(store.pending());
    }

    private boolean next() {
        Optional<Task> task = store.lockNext(clock.instant());
        task.ifPresent(due -> record(due, steps.take(due)));
        return task.isPresent();
    }

    private void record(Task task, Progress progress) {
        Instant now = clock.instant();
        meters.counter("parley.offboarding.step", "step", task.step().code(), "outcome", outcome(progress))
                .increment();
        switch (progress) {
            case Progress.Done(int conversations) -> done(task, task.conversations() + conversations, now);
            case Progress.Partly(int conversations) ->
                store.record(task, false, null, task.conversations() + conversations, now);
            case Progress.NotYet(Duration pause) ->
                store.record(task, false, null, task.conversations(), now.plus(pause));
            case Progress.Failed(String code) ->
                store.record(task, false, code, task.conversations(), now.plus(pause(task.attempts())));
        }
    }

    private void done(Task task, int conversations, Instant now) {
        store.record(task, true, null, conversations, now);
        audit.record(Offboarding.event(task.person(), task.step(), task.attempts() + 1, conversations));
        if (store.finished(task.person(), task.leftAt())) {
            meters.timer("parley.offboarding.duration").record(Duration.between(task.leftAt(), now));
        }
    }

    private static Duration pause(int attempts) {
        Duration doubled = FIRST_PAUSE.multipliedBy(1L << Math.min(attempts, MOST_DOUBLINGS));
        return doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
    }

    private static String outcome(Progress progress) {
        return switch (progress) {
            case Progress.Done _ -> "done";
            case Progress.Partly _ -> "partly";
            case Progress.NotYet _ -> "waiting";
            case Progress.Failed _ -> "failed";
        };
    }
}
