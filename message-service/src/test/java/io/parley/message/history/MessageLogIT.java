package io.parley.message.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.contracts.ConversationId;
import io.parley.contracts.PersonId;
import io.parley.message.ManyMessages;
import io.parley.message.visibility.Visible;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/// What a page of history costs depends on the page, not on what else was said or recalled in the region.
class MessageLogIT extends ManyMessages {

    private static final int PAGE = 50;
    private static final Visible ALL = new Visible(List.of(new Visible.Span(0, Long.MAX_VALUE)));

    @Autowired
    private MessageLog log;

    private ConversationId talk;

    @BeforeEach
    void muchIsSaidAndRecalled() {
        talk = talk(PersonId.next(), PersonId.next());
        talk(PersonId.next(), PersonId.next());
    }

    @ParameterizedTest
    @ValueSource(strings = {"force_custom_plan", "force_generic_plan"})
    void aPageIsReadWithoutTheRecallsOfOthers(String plans) {
        known();

        assertThat(rowsRead(plans, () -> log.first(talk, 0, ALL, PAGE))).isBetween((long) PAGE, 2L * PAGE);
        assertThat(rowsRead(plans, () -> log.last(talk, POSTS, ALL, PAGE))).isBetween((long) PAGE, 2L * PAGE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"force_custom_plan", "force_generic_plan"})
    void theLastMessageIsNotLookedForAmongWhatWasDestroyed(String plans) {
        destroyed(talk);
        known();

        assertThat(rowsRead(
                        plans,
                        () -> assertThat(log.last(List.of(talk.value()), List.of(0L)))
                                .isEmpty()))
                .isBetween(0L, (long) PAGE);
    }
}
