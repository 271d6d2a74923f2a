package io.parley.audit.completeness;

import static io.parley.contracts.AuditAction.AUDIT_GAP_DETECTED;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.parley.platform.audit.AuditEvent;
import io.parley.platform.audit.AuditTrail;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Tells of numbers that did not come in time: an event in the log, a line in the service's log and a metric. Whichever
/// instance looks first tells.
@Component
@EnableConfigurationProperties(GapProperties.class)
class GapWatch {

    private static final Logger LOG = LoggerFactory.getLogger(GapWatch.class);

    private final StreamStore streams;
    private final AuditTrail trail;
    private final TransactionTemplate transaction;
    private final GapProperties properties;
    private final Clock clock;
    private final Counter detected;

    GapWatch(
            StreamStore streams,
            AuditTrail trail,
            TransactionTemplate transaction,
            GapProperties properties,
            Clock clock,
            MeterRegistry metrics) {
        this.streams = streams;
        this.trail = trail;
        this.transaction = transaction;
        this.properties = properties;
        this.clock = clock;
        this.detected = Counter.builder("parley.audit.gaps")
                .description("Runs of numbered events that did not arrive in time")
                .register(metrics);
        Gauge.builder("parley.audit.missing", streams, store ->
                        (double) store.summary().missing())
                .description("Numbered events that are missing now and were reported")
                .register(metrics);
    }

    @Scheduled(fixedDelayString = "${parley.audit.gaps.every:5s}")
    void look() {
        List<StreamStore.Reported> late = transaction.execute(_ -> report());
        for (StreamStore.Reported gap : late == null ? List.<StreamStore.Reported>of() : late) {
            detected.increment();
            LOG.error(
                    "Events of {} are missing: numbers {} to {} of stream {}",
                    gap.service(),
                    gap.gap().first(),
                    gap.gap().last(),
                    gap.stream());
        }
    }

    private List<StreamStore.Reported> report() {
        Instant now = clock.instant();
        List<StreamStore.Reported> late = streams.report(now.minus(properties.grace()), now);
        late.forEach(gap -> trail.record(AuditEvent.of(AUDIT_GAP_DETECTED)
                .by("service", "audit-service")
                .on("audit-stream", gap.stream().toString())
                .detail("service", gap.service())
                .detail("first", gap.gap().first())
                .detail("last", gap.gap().last())));
        return late;
    }
}
