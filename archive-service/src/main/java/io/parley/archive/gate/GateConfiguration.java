package io.parley.archive.gate;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.parley.contracts.Topics;
import io.parley.platform.kafka.TopicTail;
import io.parley.platform.kafka.TopicTails;
import java.time.Clock;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class GateConfiguration {

    private static final double MILLIS = 1000.0;

    @Bean
    ConsentGate consentGate(ArchiveProperties properties) {
        return new ConsentGate(properties.clockSkew());
    }

    @Bean
    BasisView basisView(MeterRegistry metrics, Clock clock) {
        var view = new BasisView();
        Gauge.builder("parley.archive.watermark.age", () -> age(view, clock))
                .description("How far the view of bases is behind now")
                .baseUnit("seconds")
                .register(metrics);
        return view;
    }

    @Bean
    TopicTail basisTail(TopicTails tails, BasisView view) {
        TopicTail tail = tails.fromStart(Topics.BASIS, view::apply);
        view.trustWhen(tail::caughtUp);
        return tail;
    }

    private static double age(BasisView view, Clock clock) {
        return Duration.between(view.completeUpTo(), clock.instant()).toMillis() / MILLIS;
    }
}
