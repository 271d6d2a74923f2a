package io.parley.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.contracts.PersonId;
import io.parley.platform.identity.PersonDirectory;
import io.parley.platform.kafka.TopicTail;
import io.parley.testing.TestPeople;
import io.parley.testing.WithStores;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

/// The whole service on real stores; its context is shared by the tests that extend this.
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@WithStores
public abstract class RunningMessageService {

    private static final AtomicInteger COUNT = new AtomicInteger();

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
        await().atMost(Duration.ofSeconds(10))
                .until(() -> directory.find(person).isPresent());
        return person;
    }

    protected static String anyName(String start) {
        return start + COUNT.incrementAndGet();
    }
}
