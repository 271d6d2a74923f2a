package io.parley.archive;

import static io.parley.archive.StateIT.awaitStates;
import static io.parley.archive.StateIT.tuple;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.contracts.PersonId;
import io.parley.contracts.Topics;
import io.parley.contracts.event.ArchiveState;
import io.parley.contracts.event.ConversationArchiveState;
import io.parley.platform.kafka.TopicTails;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;

/// Two processes share one database and one consumer group; partitions move between them in the middle of traffic.
class TwoInstancesIT extends RunningArchive {

    private static final int ROUNDS = 30;
    private static final List<String> SHARED = List.of(
            "spring.kafka.bootstrap-servers",
            "spring.datasource.url",
            "spring.datasource.password",
            "spring.flyway.password",
            "parley.kek.uri",
            "parley.topics.partitions",
            "parley.oidc.issuer",
            "parley.services.consent");

    @Autowired
    Environment environment;

    @Autowired
    KafkaListenerEndpointRegistry listeners;

    @Autowired
    TopicTails tails;

    @Test
    void archiveEachFactOnceAndInOrderWhilePartitionsMove() {
        PersonId alice = bases().consenting();
        List<Conversation> talks =
                IntStream.range(0, 6).mapToObj(n -> conversation().open(alice)).toList();
        rounds(talks, alice);
        try (ConfigurableApplicationContext second = secondInstance()) {
            rounds(talks, alice);
            talks.forEach(talk -> talk.publishAllAgain(true));
            listeners.stop();
            rounds(talks, alice);
            talks.forEach(talk -> awaitDecided(talk.id(), 3 * ROUNDS));
            assertThat(second.isActive()).isTrue();
        } finally {
            listeners.start();
        }
        rounds(talks, alice);

        for (Conversation talk : talks) {
            awaitDecided(talk.id(), 4 * ROUNDS);
            assertThat(archivedNumbers(talk.id()))
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, 4 * ROUNDS).boxed().toList());
        }
    }

    @Test
    void onlyOneOfThemTellsOfAChange() {
        PersonId alice = bases().consenting();
        Conversation talk = conversation().open(alice);
        bases().complete();
        try (ConfigurableApplicationContext second = secondInstance();
                var news =
                        new TopicEar<>(tails, Topics.CONVERSATION_ARCHIVE_STATE, ConversationArchiveState.parser())) {
            assertThat(second.isActive()).isTrue();
            bases().withdraw(alice);
            bases().complete();
            bases().change(alice, io.parley.contracts.event.Ground.CONSENT, Time.next());
            talk.post(alice, "after both changes");
            bases().complete();
            awaitDecided(talk.id(), 1);
            bases().withdraw(alice);

            Conversation later = conversation().open(alice);
            bases().complete();
            awaitStates(news, later.id(), tuple(1, ArchiveState.NOT_ARCHIVED, "consent-withdrawn"));
            assertThat(versions(news, talk))
                    .isNotEmpty()
                    .doesNotHaveDuplicates()
                    .isSorted();
        }
    }

    private static List<Long> versions(TopicEar<ConversationArchiveState> news, Conversation talk) {
        return news.heard().stream()
                .filter(state -> state.getConversationId().equals(talk.id().bytes()))
                .map(ConversationArchiveState::getVersion)
                .toList();
    }

    private void rounds(List<Conversation> talks, PersonId author) {
        for (int round = 0; round < ROUNDS; round++) {
            talks.forEach(talk -> talk.post(author, "round"));
        }
        bases().complete();
    }

    private ConfigurableApplicationContext secondInstance() {
        Map<String, Object> properties = new LinkedHashMap<>();
        SHARED.forEach(name -> properties.put(name, environment.getRequiredProperty(name)));
        List<String> arguments = new java.util.ArrayList<>(
                List.of("--server.port=0", "--management.server.port=0", "--parley.oidc.client-secret=test"));
        properties.forEach((name, value) -> arguments.add("--" + name + "=" + value));
        return new SpringApplicationBuilder(ArchiveService.class).run(arguments.toArray(String[]::new));
    }
}
