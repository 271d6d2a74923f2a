package io.parley.platform.submission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.parley.contracts.ConversationId;
import io.parley.contracts.Ids;
import io.parley.contracts.Topics;
import io.parley.contracts.event.MessageAccepted;
import io.parley.contracts.event.MessageRejected;
import io.parley.contracts.event.MessageSubmitted;
import io.parley.platform.kafka.TopicTail;
import io.parley.platform.kafka.TopicTails;
import io.parley.platform.region.Instance;
import io.parley.platform.trace.RecordTraces;
import io.parley.testing.TestClock;
import io.parley.testing.WithStores;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.kafka.core.KafkaTemplate;

@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@WithStores
class SubmissionsIT {

    private static final List<ConsumerRecord<byte[], byte[]>> SUBMITTED = new CopyOnWriteArrayList<>();

    @TestConfiguration
    static class Listening {

        @Bean
        TopicTail submittedTail(TopicTails tails) {
            return tails.fromStart(Topics.MESSAGE_SUBMITTED, SUBMITTED::addAll);
        }
    }

    @Autowired
    Submissions submissions;

    @Autowired
    KafkaTemplate<byte[], byte[]> kafka;

    @Test
    void givesEachOfTwoSubmissionsOfOneCommandIdItsOwnOutcome() {
        MessageSubmitted command = MessageSubmitted.newBuilder()
                .setCommandId(Ids.bytes(Ids.next()))
                .setConversationId(ConversationId.next().bytes())
                .build();
        CompletableFuture<Outcome> first = submissions.submit(command);
        CompletableFuture<Outcome> misuse = submissions.submit(command);
        await().until(() -> submitted(command).size() == 2);
        ConsumerRecord<byte[], byte[]> one = submitted(command).getFirst();
        ConsumerRecord<byte[], byte[]> two = submitted(command).getLast();

        submissions.rejected(two, MessageRejected.getDefaultInstance());
        assertThat(first).isNotDone();
        assertThat(misuse.join()).isInstanceOf(Outcome.Refused.class);

        assertThat(submissions.isMine(one)).isTrue();
        submissions.accepted(one, MessageAccepted.getDefaultInstance());
        assertThat(first.join()).isInstanceOf(Outcome.Accepted.class);
    }

    @Test
    void givesUpWhatStaysUnansweredForTenMinutes() {
        TestClock clock = new TestClock(Instant.parse("2026-01-05T08:00:00Z"));
        Submissions own = new Submissions(
                kafka, new Instance("patient", true), new SimpleMeterRegistry(), clock, RecordTraces.OFF);
        CompletableFuture<Outcome> outcome = own.submit(MessageSubmitted.newBuilder()
                .setCommandId(Ids.bytes(Ids.next()))
                .setConversationId(ConversationId.next().bytes())
                .build());
        await().until(own::flows);
        clock.advance(Duration.ofMinutes(9));
        own.giveUpOld();
        assertThat(outcome).isNotDone();

        clock.advance(Duration.ofMinutes(2));
        own.giveUpOld();
        assertThat(outcome).isCompletedExceptionally();
        assertThat(own.flows()).as("nothing was sent lately").isFalse();
    }

    private static List<ConsumerRecord<byte[], byte[]>> submitted(MessageSubmitted command) {
        return SUBMITTED.stream()
                .filter(record -> java.util.Arrays.equals(record.value(), command.toByteArray()))
                .toList();
    }
}
