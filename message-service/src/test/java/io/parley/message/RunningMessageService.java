package io.parley.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.contracts.PersonId;
import io.parley.contracts.Topics;
import io.parley.contracts.event.MessageAccepted;
import io.parley.platform.identity.PersonDirectory;
import io.parley.platform.kafka.RecordReader;
import io.parley.platform.kafka.TopicTail;
import io.parley.platform.kafka.TopicTails;
import io.parley.platform.submission.Submissions;
import io.parley.testing.TestHttp;
import io.parley.testing.TestPeople;
import io.parley.testing.WithStores;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/// The whole service on real stores; its context is shared by the tests that extend this.
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "parley.store.directory=target/files",
            "parley.purge.every=200ms",
            "parley.purge.batch=3",
            "parley.files.max-size=20MB",
            "parley.files.quota=30MB",
            "parley.files.unfinished-per-person=3",
            "parley.files.thumbnail-max-pixels=1000000"
        })
@WithStores
@Import(RunningMessageService.Hearing.class)
public abstract class RunningMessageService {

    private static final AtomicInteger COUNT = new AtomicInteger();

    /// What archive-service answers about destruction.
    protected static volatile String reach = "{\"classes\":[]}";

    protected static volatile UnaryOperator<String> decisions = asked -> "{\"due\":[]}";

    private static final TestHttp ARCHIVE = TestHttp.start();

    static {
        ARCHIVE.json("/internal/retention/reach", body -> reach);
        ARCHIVE.json("/internal/retention/decisions", body -> decisions.apply(body));
    }

    @DynamicPropertySource
    static void archiveService(DynamicPropertyRegistry registry) {
        registry.add("parley.services.archive", ARCHIVE::address);
    }

    /// What a gateway does: it hears what became of the messages that it submitted.
    @TestConfiguration
    static class Hearing {

        @Bean
        TopicTail acceptedTail(TopicTails tails, Submissions submissions, RecordReader reader) {
            return tails.fromEnd(
                    List.of(Topics.MESSAGE_ACCEPTED),
                    records -> reader.read(
                                    records.stream().filter(submissions::isMine).toList(), MessageAccepted.parser())
                            .forEach(read -> submissions.accepted(read.record(), read.value())));
        }
    }

    @Autowired
    private PersonDirectory directory;

    @Autowired
    private List<TopicTail> tails;

    @BeforeEach
    void awaitReadiness() {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(tails).allMatch(TopicTail::caughtUp));
    }

    /// A registered person that this service knows of.
    protected PersonId person(String userName) {
        PersonId person = TestPeople.employee(userName);
        awaitKnown(person);
        return person;
    }

    protected void awaitKnown(PersonId person) {
        await().atMost(Duration.ofSeconds(10))
                .until(() -> directory.find(person).isPresent());
    }

    protected static String anyName(String start) {
        return start + COUNT.incrementAndGet();
    }
}
