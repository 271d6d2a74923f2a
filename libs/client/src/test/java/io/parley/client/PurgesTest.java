package io.parley.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// A device hears of every run that was destroyed, at least once, whenever it was connected.
class PurgesTest {

    private final ConversationId talk = ConversationId.next();
    private final List<Purge> destroyed =
            List.of(new Purge(1, 1, 4), new Purge(2, 7, 7), new Purge(3, 9, 12), new Purge(4, 5, 5));
    private final List<Purge> heard = new ArrayList<>();
    private final List<Long> asked = new ArrayList<>();

    private Purges purges(Map<ConversationId, Long> known, Map<ConversationId, Long> cursors) {
        return new Purges(
                known,
                cursors,
                (conversation, number) -> {
                    asked.add(number);
                    return destroyed.stream()
                            .filter(purge -> purge.number() > number)
                            .toList();
                },
                (conversation, purge) -> heard.add(purge));
    }

    @Test
    void aDeviceThatWasAwayAsksForWhatItMissed() {
        Purges purges = purges(Map.of(talk, 2L), Map.of(talk, 20L));
        purges.welcome(talk, 4);
        assertThat(heard).isEqualTo(destroyed.subList(2, 4));
        assertThat(purges.known()).containsEntry(talk, 4L);
        purges.welcome(talk, 4);
        assertThat(asked).containsExactly(2L);
    }

    @Test
    void aDeviceWithCopiesThatKnowsOfNoPurgeAsksForAllOfThem() {
        purges(Map.of(), Map.of(talk, 20L)).welcome(talk, 4);
        assertThat(heard).isEqualTo(destroyed);
    }

    @Test
    void aNewDeviceHasNothingToDrop() {
        Purges purges = purges(Map.of(), Map.of());
        purges.welcome(talk, 4);
        assertThat(heard).isEmpty();
        assertThat(purges.known()).containsEntry(talk, 4L);
    }

    @Test
    void whatIsToldIsHandedOnOnce() {
        Purges purges = purges(Map.of(), Map.of());
        purges.welcome(talk, 2);
        purges.told(talk, 2, 3, destroyed.subList(2, 3));
        purges.told(talk, 2, 3, destroyed.subList(2, 3));
        assertThat(heard).isEqualTo(destroyed.subList(2, 3));
        assertThat(asked).isEmpty();
    }

    @Test
    void whatWasMissedBetweenTwoFramesIsAskedFor() {
        Purges purges = purges(Map.of(), Map.of());
        purges.welcome(talk, 1);
        purges.told(talk, 3, 4, destroyed.subList(3, 4));
        assertThat(heard).isEqualTo(destroyed.subList(1, 4));
        assertThat(asked).containsExactly(1L);
    }

    @Test
    void whatCannotBeAskedForIsAskedForAgain() {
        var down = new Purges(
                Map.of(talk, 1L),
                Map.of(),
                (conversation, number) -> {
                    throw new IllegalStateException("down");
                },
                (conversation, purge) -> heard.add(purge));
        assertThatIllegalStateException().isThrownBy(() -> down.welcome(talk, 4));
        assertThat(down.known()).containsEntry(talk, 1L);
    }
}
