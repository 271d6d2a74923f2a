package io.parley.presence.reachability;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Finds people whose sessions fell silent without a word, for example because their gateway died.
@Component
class SilenceSweep {

    private static final Logger LOG = LoggerFactory.getLogger(SilenceSweep.class);

    private final SessionStore store;
    private final Announcer announcer;

    SilenceSweep(SessionStore store, Announcer announcer) {
        this.store = store;
        this.announcer = announcer;
    }

    @Scheduled(fixedDelayString = "${parley.presence.sweep-interval:1s}")
    void sweep() {
        try {
            List.copyOf(store.silent()).forEach(announcer::settle);
        } catch (DataAccessException redisDown) {
            LOG.warn("Silent sessions were not swept: {}", redisDown.getClass().getSimpleName());
        }
    }
}
