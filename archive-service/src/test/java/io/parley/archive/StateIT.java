package io.parley.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.contracts.ConversationId;
import io.parley.contracts.PersonId;
import io.parley.contracts.Topics;
import io.parley.contracts.event.ArchiveState;
import io.parley.contracts.event.AuditRecorded;
import io.parley.contracts.event.ConversationArchiveState;
import io.parley.platform.kafka.TopicTails;
import java.time.Duration;
import java.util.List;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class StateIT extends RunningArchive {

    @Autowired
    TopicTails tails;

    @Test
    void tellsParticipantsOfEachChangeOnceAndInOrder() {
        PersonId alice = bases().consenting();
        PersonId bob = bases().consenting();
        Conversation talk = conversation().open(alice, bob);
        bases().complete();
        try (var news = new TopicEar<>(tails, Topics.CONVERSATION_ARCHIVE_STATE, ConversationArchiveState.parser())) {
            awaitStates(news, talk.id(), tuple(1, ArchiveState.ARCHIVED, "all-parties-agreed"));

            bases().withdraw(bob);
            awaitStates(
                    news,
                    talk.id(),
                    tuple(1, ArchiveState.ARCHIVED, "all-parties-agreed"),
                    tuple(2, ArchiveState.NOT_ARCHIVED, "consent-withdrawn"));

            talk.remove(alice, bob);
            bases().complete();
            awaitStates(
                    news,
                    talk.id(),
                    tuple(1, ArchiveState.ARCHIVED, "all-parties-agreed"),
                    tuple(2, ArchiveState.NOT_ARCHIVED, "consent-withdrawn"),
                    tuple(3, ArchiveState.ARCHIVED, "all-parties-agreed"));
        }
    }

    @Test
    void recordsEachChangeForTheAudit() {
        PersonId alice = PersonId.next();
        Conversation talk = conversation().open(alice);
        bases().complete();

        try (var audit = new TopicEar<>(tails, Topics.AUDIT_RECORDED, AuditRecorded.parser())) {
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(audit.heard())
                            .filteredOn(event ->
                                    event.getObjectId().equals(talk.id().toString()))
                            .singleElement()
                            .satisfies(event -> {
                                assertThat(event.getAction()).isEqualTo("archive.state-changed");
                                assertThat(event.getDetailMap())
                                        .containsEntry("state", "not-archived")
                                        .containsEntry("why", "answer-missing");
                            }));
        }
    }

    static Tuple tuple(long version, ArchiveState state, String why) {
        return Tuple.tuple(version, state, why);
    }

    static void awaitStates(TopicEar<ConversationArchiveState> news, ConversationId conversation, Tuple... expected) {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(statesOf(news, conversation))
                        .extracting(
                                ConversationArchiveState::getVersion,
                                ConversationArchiveState::getState,
                                ConversationArchiveState::getWhy)
                        .containsExactly(expected));
    }

    private static List<ConversationArchiveState> statesOf(
            TopicEar<ConversationArchiveState> news, ConversationId conversation) {
        return news.heard().stream()
                .filter(state -> state.getConversationId().equals(conversation.bytes()))
                .toList();
    }
}
