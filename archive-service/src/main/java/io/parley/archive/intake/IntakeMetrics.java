package io.parley.archive.intake;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;

/// What operators see of the way in. No person or conversation is a tag.
@Component
class IntakeMetrics {

    private static final double MILLIS = 1000.0;

    private final MeterRegistry metrics;
    private final Clock clock;
    private volatile double lagSeconds;

    IntakeMetrics(MeterRegistry metrics, Clock clock) {
        this.metrics = metrics;
        this.clock = clock;
        Gauge.builder("parley.archive.lag", () -> lagSeconds)
                .description("Age of the last decided fact when it was decided")
                .baseUnit("seconds")
                .register(metrics);
    }

    void decided(List<Judged> judged) {
        judged.forEach(one -> count(one.verdict()));
        Instant last = judged.getLast().fact().acceptedAt();
        lagSeconds = Duration.between(last, clock.instant()).toMillis() / MILLIS;
    }

    private void count(Verdict verdict) {
        switch (verdict) {
            case Verdict.Keep keep -> metrics.counter("parley.archive.archived").increment();
            case Verdict.Withhold no ->
                metrics.counter("parley.archive.withheld", "reason", no.reason())
                        .increment();
            case Verdict.Membership membership ->
                metrics.counter("parley.archive.membership").increment();
        }
    }
}
