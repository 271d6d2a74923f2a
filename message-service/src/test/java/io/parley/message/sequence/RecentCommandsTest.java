package io.parley.message.sequence;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.contracts.ConversationId;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RecentCommandsTest {

    private final RecentCommands recent = new RecentCommands();

    @Test
    void remembersAtLeastTheLastGenerationAndForgetsWhatIsTwoGenerationsOld() {
        List<CommandKey> keys = Stream.generate(RecentCommandsTest::key)
                .limit(3L * RecentCommands.GENERATION)
                .toList();
        recent.add(keys);
        assertThat(keys.subList(2 * RecentCommands.GENERATION, keys.size())).allMatch(recent::contains);
        assertThat(keys.subList(0, RecentCommands.GENERATION)).noneMatch(recent::contains);
    }

    @Test
    void knowsACommandOnlyInItsConversation() {
        CommandKey accepted = key();
        recent.add(List.of(accepted));
        assertThat(recent.contains(accepted)).isTrue();
        assertThat(recent.contains(new CommandKey(key().conversationId(), accepted.id())))
                .isFalse();
    }

    @Test
    void countsARepeatOnce() {
        CommandKey first = key();
        recent.add(List.of(first));
        CommandKey repeated = key();
        for (int i = 0; i < 3 * RecentCommands.GENERATION; i++) {
            recent.add(List.of(repeated));
        }
        assertThat(recent.contains(first)).isTrue();
    }

    private static CommandKey key() {
        return new CommandKey(ConversationId.next(), UUID.randomUUID());
    }
}
