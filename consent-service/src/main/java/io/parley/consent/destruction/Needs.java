package io.parley.consent.destruction;

import io.parley.consent.basis.StatutoryPeriods;
import io.parley.consent.person.People;
import io.parley.consent.person.Person;
import io.parley.contracts.ErrorCode;
import io.parley.platform.holds.HoldsApi;
import io.parley.platform.holds.HoldsApi.CoveringHold;
import io.parley.platform.identity.ServiceClients;
import io.parley.platform.keys.KeyPurpose;
import io.parley.platform.problem.DomainException;
import java.time.Clock;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// What still needs the keys that somebody wants destroyed. Fails closed: when archive-service cannot say whether a
/// hold
/// does, that is an answer of `unavailable` and nothing is destroyed.
@Component
class Needs {

    private final People people;
    private final StatutoryPeriods periods;
    private final HoldsApi holds;
    private final Clock clock;

    Needs(People people, StatutoryPeriods periods, ServiceClients clients, Clock clock) {
        this.people = people;
        this.periods = periods;
        this.holds = clients.create(HoldsApi.class, "archive");
        this.clock = clock;
    }

    /// @param holds in force that cover the person in these months
    /// @param obligations with a statutory period that is not over
    record Found(List<CoveringHold> holds, List<UUID> obligations) {

        /// Of a silent one nobody learns more here than that there is something.
        List<UUID> visibleHolds() {
            return holds.stream()
                    .filter(hold -> !hold.silent())
                    .map(CoveringHold::holdId)
                    .toList();
        }

        boolean isEmpty() {
            return holds.isEmpty() && obligations.isEmpty();
        }
    }

    /// Who can still write needs a key for it, and a destroyed slot is never filled again.
    void requireUnused(Destruction asked) {
        YearMonth thisMonth = YearMonth.now(clock.withZone(ZoneOffset.UTC));
        Person person = people.get(asked.person());
        if (person.profile().active() && !asked.until().isBefore(thisMonth)) {
            throw new DomainException(
                    ErrorCode.CONFLICT,
                    "until: the person is active (expected: at most " + thisMonth.minusMonths(1) + ")");
        }
    }

    /// Asks archive-service, so not within a transaction.
    Found by(Destruction asked) {
        List<UUID> obligations = periods.demanding(people.get(asked.person()), asked.stores(), asked.until());
        // A file may be sent long after its key was made.
        @Nullable
        String last =
                asked.stores().contains(KeyPurpose.FILE) ? null : asked.until().toString();
        var question =
                new HoldsApi.Question(asked.person().value(), asked.from().toString(), last);
        return new Found(holds.covering(question).holds(), obligations);
    }
}
