package io.parley.consent.ledger;

import io.parley.consent.watermark.EffectiveTime;
import io.parley.platform.problem.DomainException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/// Lets answers that come together share a transaction. Each needs the one lock of all basis changes until it is
/// durable, so their number per second is that of the commits, times how many share one. A lone answer waits for
/// nobody.
@Component
class AnswerLine {

    private static final int MOST_TOGETHER = 64;

    private final TransactionOperations transactions;
    private final EffectiveTime effectiveTime;
    private final Queue<Waiting<?>> queue = new ConcurrentLinkedQueue<>();
    private final ReentrantLock turn = new ReentrantLock();

    AnswerLine(TransactionOperations transactions, EffectiveTime effectiveTime) {
        this.transactions = transactions;
        this.effectiveTime = effectiveTime;
    }

    /// How far a transaction came.
    private enum Reached {
        NOTHING,
        LOCK,
        END_OF_WORK
    }

    /// What the work refuses ([DomainException]) it must refuse before it writes: the others' work is kept.
    ///
    /// @param work is given the instant from which on it counts
    <T> T inTurn(Function<Instant, T> work) {
        Waiting<T> mine = new Waiting<>(work);
        queue.add(mine);
        turn.lock();
        try {
            while (!mine.settled) {
                settleSome();
            }
        } finally {
            turn.unlock();
        }
        return mine.outcome();
    }

    private void settleSome() {
        List<Waiting<?>> together = new ArrayList<>();
        for (Waiting<?> next = queue.poll(); next != null; next = queue.poll()) {
            together.add(next);
            if (together.size() == MOST_TOGETHER) {
                break;
            }
        }
        if (!settle(together)) {
            together.forEach(alone -> settle(List.of(alone)));
        }
    }

    /// @return false when the work of one of several failed, so that nothing was kept
    private boolean settle(List<Waiting<?>> together) {
        Reached[] reached = {Reached.NOTHING};
        @Nullable RuntimeException failure = null;
        try {
            transactions.executeWithoutResult(status -> {
                Instant first = effectiveTime.take(together.size());
                reached[0] = Reached.LOCK;
                for (int i = 0; i < together.size(); i++) {
                    together.get(i).work(first.plusMillis(i));
                }
                reached[0] = Reached.END_OF_WORK;
            });
        } catch (RuntimeException failed) {
            failure = failed;
        }
        if (failure != null && reached[0] == Reached.LOCK && together.size() > 1) {
            return false;
        }
        for (Waiting<?> one : together) {
            one.settle(failure);
        }
        return true;
    }

    /// One piece of work and what became of it. Only who has the turn touches it, until it is settled.
    private static final class Waiting<T> {

        private final Function<Instant, T> work;
        private @Nullable T result;
        private @Nullable RuntimeException failure;
        private boolean settled;

        Waiting(Function<Instant, T> work) {
            this.work = work;
        }

        void work(Instant at) {
            failure = null;
            try {
                result = work.apply(at);
            } catch (DomainException refused) {
                failure = refused;
            }
        }

        void settle(@Nullable RuntimeException ofAll) {
            failure = ofAll == null ? failure : ofAll;
            settled = true;
        }

        T outcome() {
            if (failure != null) {
                throw failure;
            }
            if (result == null) {
                throw new IllegalStateException("answer: neither result nor failure (expected: one of them)");
            }
            return result;
        }
    }
}
