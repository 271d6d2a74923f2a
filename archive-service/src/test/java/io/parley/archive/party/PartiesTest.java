package io.parley.archive.party;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.contracts.ConversationId;
import io.parley.contracts.PersonId;
import java.util.List;
import org.junit.jupiter.api.Test;

class PartiesTest {

    private final PersonId alice = PersonId.next();
    private final PersonId bob = PersonId.next();
    private final Parties parties = new Parties(ConversationId.next(), Known.NOTHING, List.of(), List.of());

    @Test
    void knowsWhoWasThereAtEachNumber() {
        parties.join(List.of(alice), 0);
        parties.join(List.of(bob), 3);
        parties.leave(alice, 5);

        assertThat(parties.at(2)).containsExactly(alice);
        assertThat(parties.at(3)).containsExactly(alice, bob);
        assertThat(parties.at(4)).containsExactly(alice, bob);
        assertThat(parties.at(5)).containsExactly(bob);
    }

    @Test
    void letsSomebodyComeBack() {
        parties.join(List.of(alice), 0);
        parties.leave(alice, 2);
        parties.join(List.of(alice), 4);

        assertThat(parties.at(3)).isEmpty();
        assertThat(parties.at(4)).containsExactly(alice);
        assertThat(parties.begun()).hasSize(2);
        assertThat(parties.ended()).isEmpty();
    }

    @Test
    void takesEachNumberOnce() {
        assertThat(parties.take(0)).isEqualTo(Parties.Place.NEXT);
        assertThat(parties.take(1)).isEqualTo(Parties.Place.NEXT);
        assertThat(parties.take(1)).isEqualTo(Parties.Place.KNOWN);
        assertThat(parties.take(0)).isEqualTo(Parties.Place.KNOWN);
    }

    @Test
    void tellsANumberBeyondAGapAndGoesOnWhenTheGapIsFilled() {
        parties.take(0);
        assertThat(parties.take(2)).isEqualTo(Parties.Place.AFTER_A_GAP);
        assertThat(parties.take(2)).isEqualTo(Parties.Place.KNOWN);
        assertThat(parties.take(1)).isEqualTo(Parties.Place.NEXT);
        assertThat(parties.knownUpTo()).isEqualTo(2);
        assertThat(parties.take(3)).isEqualTo(Parties.Place.NEXT);
    }

    @Test
    void seesAConversationWhoseBeginningItMissedAsAGap() {
        assertThat(parties.take(7)).isEqualTo(Parties.Place.AFTER_A_GAP);
    }
}
