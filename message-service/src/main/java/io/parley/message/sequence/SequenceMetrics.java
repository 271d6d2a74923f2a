package io.parley.message.sequence;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.List;

/// What an operator sees of the sequencing.
final class SequenceMetrics {

    private final MeterRegistry registry;
    private final Counter accepted;
    private final Counter duplicates;
    private final Counter stale;
    private final DistributionSummary batchSize;
    private final Timer commit;

    SequenceMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.accepted = registry.counter("parley.messages.accepted");
        this.duplicates = registry.counter("parley.messages.duplicates");
        this.stale = registry.counter("parley.messages.stale.owner");
        this.batchSize = registry.summary("parley.messages.batch.size");
        this.commit = registry.timer("parley.messages.batch.commit");
    }

    void timed(Runnable write) {
        commit.record(write);
    }

    void stale() {
        stale.increment();
    }

    /// Counted once the outcomes are published: a batch that is read again is not counted twice.
    void published(List<Decision> decisions) {
        batchSize.record(decisions.size());
        accepted.increment(count(decisions, Decision.Accepted.class));
        duplicates.increment(count(decisions, Decision.Repeated.class));
        decisions.forEach(this::refused);
    }

    private void refused(Decision decision) {
        if (decision instanceof Decision.Refused refused) {
            registry.counter("parley.messages.rejected", "code", refused.code().code())
                    .increment();
        }
    }

    private static long count(List<Decision> decisions, Class<? extends Decision> kind) {
        return decisions.stream().filter(kind::isInstance).count();
    }
}
