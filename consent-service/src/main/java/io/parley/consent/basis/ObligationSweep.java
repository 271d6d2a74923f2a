package io.parley.consent.basis;

import java.time.Clock;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Puts on record that obligations have run out.
@Component
class ObligationSweep {

    private final ObligationStore store;
    private final ObligationDesk desk;
    private final Clock clock;

    ObligationSweep(ObligationStore store, ObligationDesk desk, Clock clock) {
        this.store = store;
        this.desk = desk;
        this.clock = clock;
    }

    @Scheduled(fixedDelayString = "${parley.basis.review-interval:500ms}")
    void recordWhatExpired() {
        store.justExpired(clock.instant()).forEach(desk::expire);
    }
}
