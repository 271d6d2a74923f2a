package io.parley.archive.intake;

import io.parley.archive.gate.BasisView;
import io.parley.archive.gate.ConsentGate;
import io.parley.archive.gate.Decision;
import io.parley.archive.gate.Withholding;
import io.parley.archive.party.Parties;
import io.parley.contracts.ConversationId;
import io.parley.contracts.PersonId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/// Takes facts in order, follows the parties, and asks the gate about each message. Facts already known are left out.
@Component
class Judge {

    private final ConsentGate gate;
    private final BasisView bases;

    Judge(ConsentGate gate, BasisView bases) {
        this.gate = gate;
        this.bases = bases;
    }

    /// @return whether the view of bases became complete for these facts in time
    boolean awaitBases(List<Fact> facts, Duration atMost) throws InterruptedException {
        Instant needed = facts.stream()
                .map(fact -> gate.decidableAt(fact.acceptedAt()))
                .max(Instant::compareTo)
                .orElse(Instant.EPOCH);
        return bases.awaitCompleteUpTo(needed, atMost);
    }

    /// @return whether the view of bases became complete up to this instant in time
    boolean awaitBases(Instant newest, Duration atMost) throws InterruptedException {
        return bases.awaitCompleteUpTo(gate.decidableAt(newest), atMost);
    }

    /// Whether what these people did from one instant to another may be kept.
    Decision decide(Set<PersonId> present, Instant from, Instant to) {
        return gate.decide(present, bases::history, from, to);
    }

    Instant completeUpTo() {
        return bases.completeUpTo();
    }

    List<Judged> judge(List<Fact> facts, Map<ConversationId, Parties> known) {
        List<Judged> judged = new ArrayList<>();
        for (Fact fact : facts) {
            Parties parties = known.get(fact.conversation());
            if (parties != null) {
                switch (parties.take(fact.seq())) {
                    case NEXT -> judged.add(new Judged(fact, next(fact, parties)));
                    case AFTER_A_GAP -> judged.add(new Judged(fact, afterAGap(fact, parties)));
                    case KNOWN -> {}
                }
            }
        }
        return judged;
    }

    private Verdict next(Fact fact, Parties parties) {
        return switch (fact.change()) {
            case Change.Joined joined -> opened(fact, joined, parties);
            case Change.Left left -> left(fact, left, parties);
            case Change.Metadata metadata -> new Verdict.Membership();
            case Change.Aside aside -> ask(fact, parties);
            case Change.Content content -> ask(fact, parties);
            case Change.Recall recall -> ask(fact, parties);
        };
    }

    private static Verdict afterAGap(Fact fact, Parties parties) {
        return switch (fact.change()) {
            case Change.Joined joined -> joined(fact, joined, parties);
            case Change.Left left -> left(fact, left, parties);
            case Change.Metadata metadata -> new Verdict.Membership();
            case Change.Aside aside -> new Verdict.Withhold(Withholding.SEQUENCE_GAP);
            case Change.Content content -> new Verdict.Withhold(Withholding.SEQUENCE_GAP);
            case Change.Recall recall -> new Verdict.Withhold(Withholding.SEQUENCE_GAP);
        };
    }

    /// That people joined is known whatever the gate says; a title they began with is kept only if it allows that.
    private Verdict opened(Fact fact, Change.Joined joined, Parties parties) {
        Verdict membership = joined(fact, joined, parties);
        return joined.title() != null && ask(fact, parties) instanceof Verdict.Keep keep ? keep : membership;
    }

    private static Verdict joined(Fact fact, Change.Joined joined, Parties parties) {
        parties.join(joined.people(), fact.seq());
        return new Verdict.Membership();
    }

    private static Verdict left(Fact fact, Change.Left left, Parties parties) {
        parties.leave(left.person(), fact.seq());
        return new Verdict.Membership();
    }

    private Verdict ask(Fact fact, Parties parties) {
        Set<PersonId> present = new LinkedHashSet<>(parties.at(fact.seq()));
        present.add(fact.sender());
        return switch (gate.decide(present, bases::history, fact.acceptedAt())) {
            case Decision.Archive archive -> new Verdict.Keep(archive.parties());
            case Decision.Withhold withhold -> new Verdict.Withhold(withhold.reason());
        };
    }
}
