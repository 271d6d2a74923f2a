package io.parley.gateway.socket;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/// `parley.sockets`, `parley.frames.in`, `parley.frames.out`, `parley.delivery.lag`. Nobody's id is a tag.
@Component
final class SocketMetrics {

    private final Counter in;
    private final Counter out;
    private final Timer lag;

    SocketMetrics(MeterRegistry registry, Sessions sessions) {
        registry.gauge("parley.sockets", sessions, Sessions::count);
        this.in = registry.counter("parley.frames.in");
        this.out = registry.counter("parley.frames.out");
        this.lag = Timer.builder("parley.delivery.lag")
                .description("From acceptance to the gateway's delivery")
                .publishPercentileHistogram()
                .minimumExpectedValue(Duration.ofMillis(1))
                .maximumExpectedValue(Duration.ofSeconds(30))
                .register(registry);
    }

    void heard() {
        in.increment();
    }

    void sent() {
        out.increment();
    }

    void lag(long millis) {
        lag.record(Math.max(0, millis), TimeUnit.MILLISECONDS);
    }
}
