package io.parley.consent.basis;

import io.parley.consent.person.Person;
import io.parley.consent.person.PersonKind;
import io.parley.platform.keys.KeyPurpose;
import io.parley.platform.retention.StatutoryApi.Demand;
import java.time.Clock;
import java.time.Instant;
import java.time.YearMonth;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;

/// Which obligations on file still demand to keep what a person said. Only those in force count: one that was ended, or
/// whose own time is over, demands nothing any more. Fails closed: one for a department counts for everybody of its
/// kinds
/// and regions.
@Component
public class StatutoryPeriods {

    private final ObligationStore store;
    private final Clock clock;

    StatutoryPeriods(ObligationStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /// @param latest the latest month in question, which has to be kept longest
    public List<UUID> demanding(Person person, Collection<KeyPurpose> stores, YearMonth latest) {
        Instant now = clock.instant();
        Subject subject = Subject.of(person);
        return store.filedInForce(now).stream()
                .filter(filed -> filed.obligation().mayHaveCovered(subject, now))
                .filter(filed -> filed.keeping().stream()
                        .anyMatch(keeping -> stores.stream().anyMatch(one -> keeping.needs(one, latest, now))))
                .map(filed -> filed.obligation().id())
                .toList();
    }

    /// What is in force and demands to keep something of this store, whoever said it.
    List<Demand> demands(KeyPurpose kept) {
        return store.filedInForce(clock.instant()).stream()
                .flatMap(filed -> filed
                        .keeping()
                        .filter(keeping -> keeping.stores().contains(kept))
                        .map(keeping -> demand(filed.obligation(), keeping))
                        .stream())
                .toList();
    }

    /// As wide as it may have been, like [#demanding].
    private static Demand demand(Obligation obligation, Keeping keeping) {
        return new Demand(
                obligation.id(),
                obligation.audience().kinds().stream()
                        .map(PersonKind::code)
                        .sorted()
                        .toList(),
                obligation.audience().regions().stream().sorted().toList(),
                keeping.period().toString());
    }
}
