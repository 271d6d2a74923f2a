package io.parley.audit.siem;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.parley.audit.event.EventFeed;
import io.parley.audit.siem.Pusher.Step;
import java.time.Clock;
import java.time.Duration;
import java.util.function.ToDoubleFunction;
import org.springframework.stereotype.Component;

/// What can be told of the push. Lag is read from the database at each scrape, so that every instance tells the truth.
@Component
class SiemMeters {

    private final MeterRegistry metrics;
    private final ReceiverStore store;
    private final EventFeed feed;
    private final Clock clock;

    SiemMeters(SiemProperties properties, MeterRegistry metrics, ReceiverStore store, EventFeed feed, Clock clock) {
        this.metrics = metrics;
        this.store = store;
        this.feed = feed;
        this.clock = clock;
        properties.receivers().keySet().forEach(this::gauges);
    }

    void count(String receiver, Step step) {
        switch (step) {
            case Step.Delivered(var events) -> pushed(receiver).increment(events);
            case Step.Failed(var reason, var _) -> failed(receiver, reason).increment();
            case Step.UpToDate _, Step.Elsewhere _ -> {}
        }
    }

    /// How long the first event has been waiting that the receiver has not got.
    Duration lag(ReceiverStore.State state) {
        return state.since()
                .map(since -> Duration.between(since, clock.instant()))
                .filter(Duration::isPositive)
                .orElse(Duration.ZERO);
    }

    private void gauges(String receiver) {
        Gauge.builder("parley.audit.siem.lag", receiver, of(state -> lag(state).toMillis() / 1000.0))
                .description("How long the first event has been waiting that the receiver has not got")
                .baseUnit("seconds")
                .tag("receiver", receiver)
                .register(metrics);
        Gauge.builder("parley.audit.siem.waiting", receiver, of(state -> feed.size() - state.position()))
                .description("Events that the receiver has not got")
                .tag("receiver", receiver)
                .register(metrics);
    }

    private ToDoubleFunction<String> of(ToDoubleFunction<ReceiverStore.State> value) {
        return receiver -> store.find(receiver).map(value::applyAsDouble).orElse(Double.NaN);
    }

    private Counter pushed(String receiver) {
        return Counter.builder("parley.audit.siem.pushed")
                .description("Events that receivers acknowledged")
                .tag("receiver", receiver)
                .register(metrics);
    }

    private Counter failed(String receiver, String reason) {
        return Counter.builder("parley.audit.siem.failures")
                .description("Deliveries that receivers did not acknowledge")
                .tag("receiver", receiver)
                .tag("reason", reason)
                .register(metrics);
    }
}
