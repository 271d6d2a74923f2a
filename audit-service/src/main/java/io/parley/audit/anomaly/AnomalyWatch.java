package io.parley.audit.anomaly;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.parley.audit.anomaly.AnomalySearch.Look;
import io.parley.audit.anomaly.Judgement.Finding;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Keeps the search going, and tells of what it found once that is durable. Whichever instance comes first looks.
@Component
class AnomalyWatch {

    private static final Logger LOG = LoggerFactory.getLogger(AnomalyWatch.class);

    private final AnomalySearch search;
    private final MeterRegistry metrics;

    AnomalyWatch(AnomalySearch search, MeterRegistry metrics) {
        this.search = search;
        this.metrics = metrics;
        Gauge.builder("parley.audit.anomaly.waiting", search, AnomalySearch::waiting)
                .description("Events that no rule has looked at yet")
                .register(metrics);
        Stream.of(RuleKind.values()).forEach(this::detected);
    }

    @Scheduled(fixedDelayString = "${parley.audit.anomaly.every:1s}")
    void look() {
        Look last;
        do {
            last = search.next();
            last.findings().forEach(this::tell);
        } while (last.events() == AnomalySearch.BATCH);
    }

    private void tell(Finding finding) {
        detected(finding.rule().kind()).increment();
        LOG.warn(
                "Anomaly {}: rule {} version {}, event {}",
                finding.rule().kind().code(),
                finding.rule().ruleId(),
                finding.rule().version(),
                finding.act().eventId());
    }

    private Counter detected(RuleKind kind) {
        return Counter.builder("parley.audit.anomalies")
                .description("Anomalies that rules found")
                .tag("kind", kind.code())
                .register(metrics);
    }
}
