package io.parley.archive.gate;

import io.parley.contracts.PersonId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/// Decides whether a message may enter the archive. Pure: no clock, no I/O; the answer depends on event times only.
///
/// Acceptance and basis carry times of two different clocks. `clockSkew` bounds how far these may differ, so a basis
/// must hold at every instant of `[acceptedAt - clockSkew, acceptedAt + clockSkew]`: near a change the answer is no.
public final class ConsentGate {

    private final Duration clockSkew;

    public ConsentGate(Duration clockSkew) {
        if (clockSkew.isNegative()) {
            throw new IllegalArgumentException("clockSkew: " + clockSkew + " (expected: not negative)");
        }
        this.clockSkew = clockSkew;
    }

    /// A message may be decided once the view is complete up to this instant.
    public Instant decidableAt(Instant acceptedAt) {
        return acceptedAt.plus(clockSkew);
    }

    public Decision decide(
            Collection<PersonId> parties, Function<PersonId, BasisHistory> histories, Instant acceptedAt) {
        return decide(parties, histories, acceptedAt, acceptedAt);
    }

    /// For what lasts from one instant to another: the basis must hold all the time. The evidence is of its end.
    public Decision decide(
            Collection<PersonId> parties, Function<PersonId, BasisHistory> histories, Instant first, Instant last) {
        Instant from = first.minus(clockSkew);
        Instant to = last.plus(clockSkew);
        return judge(parties, person -> histories.apply(person).over(from, last, to));
    }

    /// What the next message of these parties would meet, as far as is known.
    public Decision outlook(Collection<PersonId> parties, Function<PersonId, BasisHistory> histories) {
        return judge(parties, person -> histories.apply(person).latest());
    }

    private static Decision judge(Collection<PersonId> parties, Function<PersonId, Standing> standings) {
        List<PartyBasis> grounds = new ArrayList<>();
        List<Withholding> objections = new ArrayList<>();
        for (PersonId person : ascending(parties)) {
            switch (standings.apply(person)) {
                case Standing.Holds holds -> grounds.add(PartyBasis.of(person, holds.entry()));
                case Standing.Lacks lacks -> objections.add(lacks.reason());
            }
        }
        if (parties.isEmpty()) {
            objections.add(Withholding.PARTIES_UNKNOWN);
        }
        return objections.stream()
                .min(Comparator.naturalOrder())
                .<Decision>map(Decision.Withhold::new)
                .orElseGet(() -> new Decision.Archive(grounds));
    }

    private static List<PersonId> ascending(Collection<PersonId> parties) {
        return parties.stream()
                .distinct()
                .sorted(Comparator.comparing(PersonId::value))
                .toList();
    }
}
