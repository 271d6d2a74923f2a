package io.parley.gateway.region;

import io.parley.contracts.ConversationId;
import io.parley.contracts.Ids;
import io.parley.contracts.PersonId;
import io.parley.contracts.Topics;
import io.parley.contracts.event.PersonKind;
import io.parley.platform.identity.PersonDirectory;
import io.parley.platform.kafka.TopicTail;
import io.parley.testing.TestIssuer;
import io.parley.testing.TestKeys;
import io.parley.testing.TestPeople;
import io.parley.testing.WithStores;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A real gateway on real Kafka and Redis, with small pretended services behind it.
@WithStores
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
public abstract class GatewayTest {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final List<String> TOPICS = List.of(
            Topics.MESSAGE_SUBMITTED,
            Topics.MESSAGE_ACCEPTED,
            Topics.MESSAGE_REJECTED,
            Topics.PERSON,
            Topics.KEY_DESTROYED,
            Topics.RECEIPT,
            Topics.RECEIPT_NEWS,
            Topics.SESSION_CHANGED,
            Topics.PRESENCE_CHANGED,
            Topics.AUDIT_RECORDED,
            Topics.CONVERSATION_ARCHIVE_STATE);

    @LocalServerPort
    protected int port;

    @Autowired
    protected FakeMessageService messages;

    @Autowired
    protected PersonDirectory people;

    @Autowired
    private List<TopicTail> tails;

    /// Static, because the addresses must be known before the context starts.
    private static final FakeMessageService MESSAGES = FakeMessageService.start();
    protected static final FakePresence PRESENCE = new FakePresence();

    static {
        TestKeys.shared().http().json("/internal/greetings", GatewayTest::greetings);
        TestKeys.shared().http().json("/internal/awaiting", GatewayTest::awaiting);
    }

    private static String awaiting(String asked) {
        return FakeMessageApi.people(asked)
                .map(person -> "{\"personId\":\"%s\",\"pendingNotices\":2,\"dueCourses\":1}".formatted(person))
                .collect(Collectors.joining(",", "[", "]"));
    }

    private static String greetings(String asked) {
        return FakeMessageApi.people(asked)
                .map(person -> "{\"personId\":\"%s\",\"pendingNotices\":2}".formatted(person))
                .collect(Collectors.joining(",", "[", "]"));
    }

    @DynamicPropertySource
    static void neighbours(DynamicPropertyRegistry registry) {
        registry.add("parley.services.message", MESSAGES::address);
        registry.add("parley.services.archive", MESSAGES::address);
        registry.add("parley.services.audit", () -> "http://localhost:1");
        registry.add("parley.services.presence", PRESENCE::address);
    }

    @TestConfiguration
    static class Neighbours {

        @Bean
        static FakeMessageService fakeMessageService(@Value("${spring.kafka.bootstrap-servers}") String kafka) {
            createTopics(kafka);
            MESSAGES.connect(kafka);
            return MESSAGES;
        }

        private static void createTopics(String kafka) {
            try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka))) {
                var existing = admin.listTopics().names().get();
                admin.createTopics(TOPICS.stream()
                                .filter(topic -> !existing.contains(topic))
                                .map(topic -> new NewTopic(topic, 3, (short) 1))
                                .toList())
                        .all()
                        .get();
            } catch (InterruptedException | ExecutionException failed) {
                throw new IllegalStateException(failed);
            }
        }
    }

    @BeforeEach
    void waitForTheGateway() {
        Awaitility.await().until(() -> tails.stream().allMatch(TopicTail::caughtUp));
        messages.publish(true);
        messages.decide(true);
    }

    /// A registered employee of this region.
    protected Someone someone() {
        String name = "person-" + Ids.next();
        PersonId id = TestPeople.employee(name);
        Awaitility.await().until(() -> people.find(id).isPresent());
        return new Someone(id, name);
    }

    /// A registered guest of this region.
    protected Someone guest() {
        String name = "guest-" + Ids.next();
        PersonId id = TestPeople.guest(name);
        Awaitility.await().until(() -> people.find(id).isPresent());
        return new Someone(id, name);
    }

    protected record Someone(PersonId id, String name) {

        public String token() {
            return TestIssuer.shared().person(name, "member");
        }

        public void freeze() {
            TestPeople.register(id, name, PersonKind.EMPLOYEE, "eu", false);
        }
    }

    protected WebSocketClient welcomed(Someone person) {
        return WebSocketClient.welcomed(port, person.token());
    }

    protected static String send(ConversationId conversation, UUID message, String text) {
        return """
                {"type":"send","messageId":"%s","conversationId":"%s","content":{"type":"text","text":"%s"}}""".formatted(message, conversation, text);
    }

    /// A REST call's answer.
    protected record Reply(HttpResponse<String> response) {

        public int status() {
            return response.statusCode();
        }

        public Optional<String> header(String name) {
            return response.headers().firstValue(name);
        }

        public JsonNode json() {
            return JsonMapper.shared().readTree(response.body());
        }

        /// Of a problem document.
        public String code() {
            return json().path("code").asString();
        }
    }

    protected Reply call(String method, String path, String token, String body) {
        return call(method, path, token, body, Map.of());
    }

    protected Reply call(String method, String path, String token, String body, Map<String, String> headers) {
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .setHeader("Content-Type", "application/json");
        if (!token.isEmpty()) {
            request.setHeader("Authorization", "Bearer " + token);
        }
        headers.forEach(request::setHeader);
        try {
            return new Reply(HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString()));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}
