package io.parley.consent.guest;

import io.parley.consent.person.PersonRegistry;
import io.parley.contracts.PersonId;
import io.parley.platform.identity.ServiceCaller;
import java.time.Clock;
import java.util.Set;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Lets guests leave whose time is over. Their tokens are refused from that instant on by themselves; this does the
/// rest
/// of leaving.
@Component
class GuestSweep {

    private static final int AT_ONCE = 100;
    private static final ServiceCaller SELF = new ServiceCaller("consent-service", Set.of());

    private final GuestStore store;
    private final PersonRegistry registry;
    private final Clock clock;

    GuestSweep(GuestStore store, PersonRegistry registry, Clock clock) {
        this.store = store;
        this.registry = registry;
        this.clock = clock;
    }

    @Scheduled(fixedDelayString = "${parley.guest-sweep:2s}")
    void endExpired() {
        for (PersonId guest : store.expired(clock.instant(), AT_ONCE)) {
            registry.expire(guest, SELF);
        }
    }
}
