package io.parley.archive.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.contracts.Ids;
import io.parley.contracts.PersonId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ConsentGateTest {

    private static final Instant T = Instant.parse("2026-11-22T10:00:00Z");
    private static final Duration SKEW = Duration.ofMillis(250);

    private final PersonId alice = PersonId.next();
    private final PersonId bob = PersonId.next();
    private final ConsentGate exact = new ConsentGate(Duration.ZERO);
    private final ConsentGate careful = new ConsentGate(SKEW);

    @Test
    void archivesWhenEveryPartyHoldsAGroundAndSaysWhich() {
        Decision decision = decide(
                exact,
                Map.of(
                        alice, history(at(T.minusSeconds(9), LegalGround.NOTICE)),
                        bob, history(at(T.minusSeconds(5), LegalGround.CONSENT))),
                T);

        assertThat(decision)
                .isInstanceOfSatisfying(
                        Decision.Archive.class,
                        archive -> assertThat(archive.parties())
                                .extracting(PartyBasis::person, PartyBasis::ground)
                                .containsExactlyInAnyOrder(
                                        org.assertj.core.groups.Tuple.tuple(alice, LegalGround.NOTICE),
                                        org.assertj.core.groups.Tuple.tuple(bob, LegalGround.CONSENT)));
    }

    @Test
    void withholdsWhenOnePartyNeverAnswered() {
        assertThat(decide(
                        exact,
                        Map.of(alice, history(at(T.minusSeconds(9), LegalGround.CONSENT)), bob, BasisHistory.EMPTY),
                        T))
                .isEqualTo(new Decision.Withhold(Withholding.ANSWER_MISSING));
    }

    @Test
    void tellsARefusalFromAWithdrawal() {
        assertThat(decide(exact, Map.of(alice, history(at(T.minusSeconds(9), LegalGround.NONE))), T))
                .isEqualTo(new Decision.Withhold(Withholding.CONSENT_REFUSED));
        assertThat(decide(
                        exact,
                        Map.of(
                                alice,
                                history(
                                        at(T.minusSeconds(9), LegalGround.CONSENT),
                                        at(T.minusSeconds(1), LegalGround.NONE))),
                        T))
                .isEqualTo(new Decision.Withhold(Withholding.CONSENT_WITHDRAWN));
    }

    @Test
    void whatLastsNeedsTheBasisAllTheTime() {
        BasisHistory wavering = history(
                at(T.minusSeconds(9), LegalGround.CONSENT),
                at(T.minusSeconds(5), LegalGround.NONE),
                at(T.minusSeconds(3), LegalGround.CONSENT));

        assertThat(exact.decide(List.of(alice), _ -> wavering, T.minusSeconds(6), T))
                .isEqualTo(new Decision.Withhold(Withholding.CONSENT_WITHDRAWN));
        assertThat(exact.decide(List.of(alice), _ -> wavering, T.minusSeconds(3), T))
                .isInstanceOf(Decision.Archive.class);
    }

    @Test
    void callsANewTextThatAwaitsAnAnswerMissingNotWithdrawn() {
        var lapsed = new BasisEntry(T.minusSeconds(1), LegalGround.NONE, null, 2, null, null, "");

        assertThat(decide(exact, Map.of(alice, history(at(T.minusSeconds(9), LegalGround.CONSENT), lapsed)), T))
                .isEqualTo(new Decision.Withhold(Withholding.ANSWER_MISSING));
    }

    @Test
    void countsAWithdrawalFromItsOwnInstantOn() {
        Map<PersonId, BasisHistory> withdrawn =
                Map.of(alice, history(at(T.minusSeconds(9), LegalGround.CONSENT), at(T, LegalGround.NONE)));

        assertThat(decide(exact, withdrawn, T)).isInstanceOf(Decision.Withhold.class);
        assertThat(decide(exact, withdrawn, T.minusMillis(1))).isInstanceOf(Decision.Archive.class);
    }

    @Test
    void saysNoNearAChangeInEitherDirection() {
        Map<PersonId, BasisHistory> given = Map.of(alice, history(at(T, LegalGround.CONSENT)));
        Map<PersonId, BasisHistory> taken =
                Map.of(alice, history(at(T.minusSeconds(9), LegalGround.CONSENT), at(T, LegalGround.NONE)));

        assertThat(decide(careful, given, T.plus(SKEW).minusMillis(1))).isInstanceOf(Decision.Withhold.class);
        assertThat(decide(careful, given, T.plus(SKEW))).isInstanceOf(Decision.Archive.class);
        assertThat(decide(careful, taken, T.minus(SKEW))).isInstanceOf(Decision.Withhold.class);
        assertThat(decide(careful, taken, T.minus(SKEW).minusMillis(1))).isInstanceOf(Decision.Archive.class);
    }

    @Test
    void saysNoWhenAWithdrawalLiesInsideTheUncertainTimeThoughConsentCameBack() {
        Map<PersonId, BasisHistory> wavering = Map.of(
                alice,
                history(
                        at(T.minusSeconds(9), LegalGround.CONSENT),
                        at(T.minusMillis(100), LegalGround.NONE),
                        at(T.minusMillis(50), LegalGround.CONSENT)));

        assertThat(decide(careful, wavering, T)).isInstanceOf(Decision.Withhold.class);
    }

    @Test
    void saysNoWhenNobodyIsKnownToTakePart() {
        assertThat(exact.decide(List.of(), person -> BasisHistory.EMPTY, T))
                .isEqualTo(new Decision.Withhold(Withholding.PARTIES_UNKNOWN));
    }

    @Test
    void recordsTheEvidenceInForceAtTheMomentOfAcceptance() {
        UUID first = Ids.next();
        UUID second = Ids.next();
        BasisHistory twice = history(
                new BasisEntry(T.minusSeconds(9), LegalGround.CONSENT, Ids.next(), 1, first, null, ""),
                new BasisEntry(T.plusSeconds(9), LegalGround.CONSENT, Ids.next(), 2, second, null, ""));

        assertThat(decide(exact, Map.of(alice, twice), T))
                .isInstanceOfSatisfying(
                        Decision.Archive.class,
                        archive -> assertThat(archive.parties())
                                .singleElement()
                                .extracting(PartyBasis::carrier, PartyBasis::noticeVersion)
                                .containsExactly(first, 1));
    }

    @Test
    void anObligationEndsByItselfAtItsInstant() {
        UUID filed = Ids.next();
        Map<PersonId, BasisHistory> obliged = Map.of(
                alice, history(new BasisEntry(T.minusSeconds(9), LegalGround.LEGAL_OBLIGATION, null, 0, filed, T, "")));

        assertThat(decide(exact, obliged, T.minusMillis(1)))
                .isInstanceOfSatisfying(
                        Decision.Archive.class,
                        archive -> assertThat(archive.parties())
                                .singleElement()
                                .extracting(PartyBasis::ground, PartyBasis::carrier)
                                .containsExactly(LegalGround.LEGAL_OBLIGATION, filed));
        assertThat(decide(exact, obliged, T)).isEqualTo(new Decision.Withhold(Withholding.OBLIGATION_ENDED));
        assertThat(decide(careful, obliged, T.minus(SKEW)))
                .isEqualTo(new Decision.Withhold(Withholding.OBLIGATION_ENDED));
    }

    @Test
    void consentThatCameBeforeTheObligationEndedGoesOn() {
        Map<PersonId, BasisHistory> both = Map.of(
                alice,
                history(
                        new BasisEntry(T.minusSeconds(9), LegalGround.LEGAL_OBLIGATION, null, 0, Ids.next(), T, ""),
                        at(T.minusSeconds(1), LegalGround.CONSENT)));

        assertThat(decide(exact, both, T)).isInstanceOf(Decision.Archive.class);
        assertThat(decide(careful, both, T.minusSeconds(1))).isInstanceOf(Decision.Archive.class);
    }

    @Test
    void tellsWhyAsTheProducerSaidIt() {
        Map<String, Withholding> reasons = Map.of(
                "refused", Withholding.CONSENT_REFUSED,
                "withdrawn", Withholding.CONSENT_WITHDRAWN,
                "obligation-ended", Withholding.OBLIGATION_ENDED,
                "no-rule-pack", Withholding.ANSWER_MISSING,
                "a-reason-of-tomorrow", Withholding.ANSWER_MISSING);

        reasons.forEach((why, reason) -> assertThat(decide(
                        exact,
                        Map.of(
                                alice,
                                history(
                                        at(T.minusSeconds(9), LegalGround.CONSENT),
                                        new BasisEntry(T, LegalGround.NONE, null, 0, null, null, why))),
                        T))
                .isEqualTo(new Decision.Withhold(reason)));
    }

    @Test
    void refusesAHistoryOutOfOrder() {
        assertThatThrownBy(() -> history(at(T, LegalGround.CONSENT), at(T.minusSeconds(1), LegalGround.NONE)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Decision decide(ConsentGate gate, Map<PersonId, BasisHistory> histories, Instant acceptedAt) {
        return gate.decide(
                histories.keySet(), person -> histories.getOrDefault(person, BasisHistory.EMPTY), acceptedAt);
    }

    private static BasisHistory history(BasisEntry... entries) {
        return new BasisHistory(List.of(entries));
    }

    private static BasisEntry at(Instant effectiveAt, LegalGround ground) {
        return new BasisEntry(effectiveAt, ground, Ids.next(), 1, Ids.next(), null, "");
    }
}
