package io.parley.archive.intake;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.parley.archive.gate.Withholding;
import org.springframework.stereotype.Component;

/// What operators see of receipts. No person or conversation is a tag.
@Component
class ReceiptMetrics {

    private final MeterRegistry metrics;
    private final Counter archived;
    private final Counter strangers;

    ReceiptMetrics(MeterRegistry metrics) {
        this.metrics = metrics;
        this.archived = metrics.counter("parley.archive.receipts.archived");
        this.strangers = metrics.counter("parley.archive.receipts.strangers");
    }

    void kept(int marks) {
        archived.increment(marks);
    }

    /// Of people who were not in the conversation.
    void strangers(int marks) {
        strangers.increment(marks);
    }

    void withheld(Withholding why, int marks) {
        metrics.counter("parley.archive.receipts.withheld", "reason", why.code())
                .increment(marks);
    }
}
