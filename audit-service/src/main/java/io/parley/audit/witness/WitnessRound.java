package io.parley.audit.witness;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.parley.audit.log.Cosignatures;
import io.parley.audit.log.Cosignatures.Head;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Shows the newest checkpoint to all witnesses at the same time, so that their cosignatures meet on one, and keeps
/// what
/// they say. A witness that is slow costs a round its timeout, one that fails is left alone for a while.
@Component
class WitnessRound {

    private static final Logger LOG = LoggerFactory.getLogger(WitnessRound.class);

    private final WitnessProperties properties;
    private final Cosignatures cosignatures;
    private final MeterRegistry metrics;
    private final Clock clock;
    private final List<Witness> witnesses;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    WitnessRound(WitnessProperties properties, Cosignatures cosignatures, MeterRegistry metrics, Clock clock) {
        this.properties = properties;
        this.cosignatures = cosignatures;
        this.metrics = metrics;
        this.clock = clock;
        HttpClient http = HttpClient.newBuilder()
                .connectTimeout(properties.timeout())
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
        this.witnesses = properties.witnesses().entrySet().stream()
                .map(entry -> new Witness(
                        entry.getKey(), new WitnessClient(http, entry.getValue(), properties.timeout()), properties))
                .toList();
        witnesses.forEach(this::gauge);
    }

    boolean isEmpty() {
        return witnesses.isEmpty();
    }

    void run() throws InterruptedException {
        Head head = cosignatures.head();
        List<Witness> asked = witnesses.stream()
                .filter(witness -> witness.isDue(clock.instant()) && cosignatures.seenBy(witness.key()) < head.size())
                .toList();
        List<Future<String>> answers = threads.invokeAll(
                asked.stream().map(witness -> showing(witness, head)).toList(),
                properties.timeout().toMillis(),
                TimeUnit.MILLISECONDS);
        for (int i = 0; i < asked.size(); i++) {
            settle(asked.get(i), head, answers.get(i));
        }
    }

    private Callable<String> showing(Witness witness, Head head) {
        return () ->
                witness.client().show(head, cosignatures.seenBy(witness.key()), from -> cosignatures.proof(from, head));
    }

    private void settle(Witness witness, Head head, Future<String> answer) throws InterruptedException {
        try {
            cosignatures.attach(witness.key(), head, answer.get());
            witness.cosigned();
            metrics.counter("parley.audit.witness.cosigned", "witness", witness.name())
                    .increment();
        } catch (CancellationException slow) {
            failed(witness, head, new NotCosigned("timeout", slow));
        } catch (ExecutionException failed) {
            failed(witness, head, reason(witness, failed));
        }
    }

    private static NotCosigned reason(Witness witness, ExecutionException failed) {
        if (failed.getCause() instanceof NotCosigned known) {
            return known;
        }
        LOG.error("Witness {} could not be asked", witness.name(), failed.getCause());
        return new NotCosigned("internal", failed);
    }

    private void failed(Witness witness, Head head, NotCosigned why) {
        witness.failed(clock.instant());
        metrics.counter("parley.audit.witness.failures", "witness", witness.name(), "reason", why.reason())
                .increment();
        if (why.isOfAnotherLog()) {
            LOG.error("Witness {} has seen another log than this one: {}", witness.name(), why.reason());
        } else {
            LOG.warn("Witness {} did not cosign size {}: {}", witness.name(), head.size(), why.reason());
        }
    }

    private void gauge(Witness witness) {
        Gauge.builder("parley.audit.witness.lag", witness, this::lag)
                .description("How long the first checkpoint has been waiting that the witness has not seen")
                .baseUnit("seconds")
                .tag("witness", witness.name())
                .register(metrics);
    }

    private double lag(Witness witness) {
        return cosignatures
                        .waitingSince(witness.key())
                        .map(since -> Duration.between(since, clock.instant()))
                        .filter(Duration::isPositive)
                        .orElse(Duration.ZERO)
                        .toMillis()
                / 1000.0;
    }
}
