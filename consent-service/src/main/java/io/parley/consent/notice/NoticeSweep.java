package io.parley.consent.notice;

import java.time.Clock;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Tells of versions whose time has come. That they are in effect does not depend on it: that is a matter of the clock.
@Component
class NoticeSweep {

    private final NoticeStore store;
    private final NoticeDesk desk;
    private final Clock clock;

    NoticeSweep(NoticeStore store, NoticeDesk desk, Clock clock) {
        this.store = store;
        this.desk = desk;
        this.clock = clock;
    }

    @Scheduled(fixedDelayString = "${parley.notice.sweep-interval:1s}")
    void announceWhatCameIntoEffect() {
        store.unannounced(clock.instant()).forEach(desk::announce);
    }
}
