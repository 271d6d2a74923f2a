package io.parley.archive.export;

import io.parley.archive.grant.Grants;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.stereotype.Component;

/// Looks up from building now and then: says how far it is, and stops when the grant has ended.
@Component
class ExportPulse {

    private static final Duration EVERY = Duration.ofSeconds(1);

    private final ExportStore store;
    private final Grants grants;
    private final Clock clock;

    ExportPulse(ExportStore store, Grants grants, Clock clock) {
        this.store = store;
        this.grants = grants;
        this.clock = clock;
    }

    Beats start(Export build, long total) {
        var beats = new Beats(build, total);
        beats.now(0);
        return beats;
    }

    Instant time() {
        return clock.instant();
    }

    /// Of one build.
    final class Beats {

        private final Export build;
        private final long total;
        private Instant next = Instant.MIN;

        Beats(Export build, long total) {
            this.build = build;
            this.total = total;
        }

        void at(long written) {
            if (!clock.instant().isBefore(next)) {
                now(written);
            }
        }

        void now(long written) {
            if (grants.live(build.grant(), build.requester()).isEmpty()) {
                throw new ExportFailure(ExportFailure.GRANT_ENDED);
            }
            if (!store.progress(build, written, total)) {
                throw new ExportVault.SupersededException();
            }
            next = clock.instant().plus(EVERY);
        }
    }
}
