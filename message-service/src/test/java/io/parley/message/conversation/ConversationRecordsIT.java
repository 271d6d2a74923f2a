package io.parley.message.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.contracts.ConversationId;
import io.parley.contracts.PersonId;
import io.parley.message.ManyMessages;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/// What a list of conversations costs depends on the page, not on how much was said.
class ConversationRecordsIT extends ManyMessages {

    private static final UUID FIRST = new UUID(0, 0);

    @Autowired
    private ConversationRecords records;

    private PersonId speaker;
    private PersonId listener;
    private ConversationId talk;

    @BeforeEach
    void muchIsSaid() {
        speaker = PersonId.next();
        listener = PersonId.next();
        talk = talk(speaker, listener);
        known();
    }

    @ParameterizedTest
    @ValueSource(strings = {"force_custom_plan", "force_generic_plan"})
    void whoTalksMuchAndNeverReadsCostsNoMoreThanIsLookedAt(String plans) {
        int atMost = ConversationRecords.LOOKED_AT + ConversationRecords.LOOKED_AT / 2;

        assertThat(rowsRead(plans, () -> records.find(talk, speaker))).isBetween(1L, (long) atMost);
        assertThat(rowsRead(plans, () -> records.page(speaker, FIRST, 10))).isBetween(1L, (long) atMost);
        assertThat(rowsRead(plans, () -> records.recent(speaker, RecentCursor.read(null), 10)))
                .isBetween(1L, (long) atMost);
        assertThat(rowsRead(plans, () -> records.find(talk, listener))).isBetween(1L, (long) atMost);
    }

    @Test
    void saysThatWhatIsFarBackIsNotCounted() {
        ConversationView own = records.find(talk, speaker).orElseThrow();
        assertThat(own.unread()).isZero();
        assertThat(own.unreadCapped()).isTrue();
        ConversationView others = records.find(talk, listener).orElseThrow();
        assertThat(others.unread()).isEqualTo(ConversationRecords.MOST_UNREAD);
        assertThat(others.unreadCapped()).isTrue();
    }
}
