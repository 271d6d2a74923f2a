package io.parley.presence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.contracts.Ids;
import io.parley.contracts.PersonId;
import io.parley.contracts.Topics;
import io.parley.contracts.event.PresenceChanged;
import io.parley.contracts.event.Reachability;
import io.parley.contracts.event.SessionChanged;
import io.parley.contracts.event.SessionState;
import io.parley.platform.identity.PersonDirectory;
import io.parley.platform.kafka.RecordReader;
import io.parley.platform.kafka.TopicTail;
import io.parley.platform.kafka.TopicTails;
import io.parley.testing.TestIssuer;
import io.parley.testing.TestPeople;
import io.parley.testing.WithStores;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "parley.presence.heartbeat-ttl=2s",
            "parley.presence.sweep-interval=100ms",
            "parley.presence.contacts-kept=1ms"
        })
@WithStores
class PresenceIT {

    private static final List<PresenceChanged> NEWS = new CopyOnWriteArrayList<>();

    @TestConfiguration
    static class Listening {

        @Bean
        TopicTail newsTail(TopicTails tails, RecordReader reader) {
            return tails.fromStart(
                    Topics.PRESENCE_CHANGED,
                    records -> reader.read(records, PresenceChanged.parser()).forEach(read -> NEWS.add(read.value())));
        }
    }

    private static final FakeContacts MESSAGES = new FakeContacts();

    @DynamicPropertySource
    static void neighbours(DynamicPropertyRegistry registry) {
        registry.add("parley.services.message", MESSAGES::address);
    }

    @LocalServerPort
    int port;

    @Autowired
    PersonDirectory people;

    @Autowired
    Clock clock;

    private final String aliceName = "alice-" + Ids.next();
    private final String bobName = "bob-" + Ids.next();
    private PersonId alice;
    private PersonId bob;

    @BeforeEach
    void register() {
        alice = TestPeople.employee(aliceName);
        bob = TestPeople.employee(bobName);
        await().until(() -> people.find(alice).isPresent() && people.find(bob).isPresent());
    }

    @Test
    void isOnlineWhileAnyDeviceIsAndOfflineAfterTheLast() {
        UUID phone = report(alice, Ids.next(), SessionState.CONNECTED, clock.instant());
        UUID laptop = report(alice, Ids.next(), SessionState.CONNECTED, clock.instant());
        awaitSeen(bobName, alice, "online");
        report(alice, phone, SessionState.DISCONNECTED, clock.instant());
        report(alice, laptop, SessionState.DISCONNECTED, clock.instant());
        awaitSeen(bobName, alice, "offline");
        assertThat(states(alice)).containsExactly(Reachability.ONLINE, Reachability.OFFLINE);
    }

    @Test
    void goesOfflineWhenTheGatewayFallsSilent() {
        report(alice, Ids.next(), SessionState.CONNECTED, clock.instant());
        await().untilAsserted(
                        () -> assertThat(states(alice)).containsExactly(Reachability.ONLINE, Reachability.OFFLINE));
        assertThat(get(bobName, alice).get("lastSeen").asString()).isNotEmpty();
    }

    @Test
    void isNotBroughtBackByAnOldReport() {
        report(alice, Ids.next(), SessionState.ALIVE, clock.instant().minusSeconds(60));
        UUID other = report(bob, Ids.next(), SessionState.CONNECTED, clock.instant());
        awaitSeen(aliceName, bob, "online");
        report(bob, other, SessionState.DISCONNECTED, clock.instant());
        assertThat(states(alice)).isEmpty();
    }

    @Test
    void showsNothingOfAPersonWhoShowsThemselvesToNobody() {
        report(alice, Ids.next(), SessionState.CONNECTED, clock.instant());
        awaitSeen(bobName, alice, "online");
        HttpResponse<String> chosen = put(aliceName, "{\"visibility\":\"nobody\"}");
        assertThat(chosen.statusCode()).as(chosen.body()).isEqualTo(200);
        JsonNode seen = get(bobName, alice);
        assertThat(seen.get("state").asString()).isEqualTo("offline");
        assertThat(seen.has("lastSeen")).isFalse();
        assertThat(states(alice)).containsExactly(Reachability.ONLINE, Reachability.OFFLINE);
        assertThat(news(alice).getLast().getLastSeenMs()).isZero();
    }

    @Test
    void saysAwayWhenThePersonDoes() {
        report(alice, Ids.next(), SessionState.CONNECTED, clock.instant());
        awaitSeen(bobName, alice, "online");
        put(aliceName, "{\"visibility\":\"everyone\",\"state\":\"busy\"}");
        awaitSeen(bobName, alice, "away");
    }

    @Test
    void refusesWhatItCannotRead() {
        assertThat(put(aliceName, "{\"visibility\":\"friends\"}").statusCode()).isEqualTo(400);
        assertThat(put(aliceName, "{}").statusCode()).isEqualTo(400);
        String many =
                String.join(",", java.util.Collections.nCopies(201, Ids.next().toString()));
        assertThat(send(aliceName, "/v1/presence?personIds=" + many, null).statusCode())
                .isEqualTo(400);
    }

    @Test
    void leavesOutWhoIsNotRegistered() {
        assertThat(send(aliceName, "/v1/presence?personIds=" + Ids.next(), null).body())
                .isEqualTo("[]");
    }

    @Test
    void showsContactsAndNobodyElse() {
        String strangerName = "stranger-" + Ids.next();
        PersonId stranger = TestPeople.employee(strangerName);
        await().until(() -> people.find(stranger).isPresent());
        MESSAGES.share(alice, bob);
        report(alice, Ids.next(), SessionState.CONNECTED, clock.instant());
        awaitSeen(strangerName, alice, "online");
        assertThat(put(aliceName, "{\"visibility\":\"contacts\"}").statusCode()).isEqualTo(200);

        assertThat(get(bobName, alice).get("state").asString()).isEqualTo("online");
        assertThat(get(bobName, alice).has("lastSeen")).isTrue();
        assertThat(get(strangerName, alice).get("state").asString()).isEqualTo("offline");
        assertThat(get(strangerName, alice).has("lastSeen")).isFalse();
        assertThat(get(aliceName, alice).get("state").asString()).isEqualTo("online");
        assertThat(viewers(alice, stranger, bob, alice)).containsExactly(bob.toString(), alice.toString());

        await().untilAsserted(() -> assertThat(news(alice)).hasSize(2));
        assertThat(news(alice).getLast().getContactsOnly()).isTrue();
        assertThat(news(alice).getLast().getNarrowed())
                .as("strangers are told that they see her no more")
                .isTrue();
        put(aliceName, "{\"visibility\":\"contacts\",\"state\":\"away\"}");
        await().untilAsserted(() -> assertThat(news(alice)).hasSize(3));
        assertThat(news(alice).getLast().getNarrowed()).isFalse();
    }

    @Test
    void showsNobodyWhileItIsUnknownWhoAContactIs() {
        MESSAGES.share(alice, bob);
        UUID session = report(alice, Ids.next(), SessionState.CONNECTED, clock.instant());
        put(aliceName, "{\"visibility\":\"contacts\"}");
        MESSAGES.answer(false);
        try {
            JsonNode seen = get(bobName, alice);
            assertThat(seen.get("state").asString()).isEqualTo("unknown");
            assertThat(seen.has("lastSeen")).isFalse();
            assertThat(internal("/internal/presence/viewers", asking(alice, bob))
                            .statusCode())
                    .isEqualTo(503);
        } finally {
            MESSAGES.answer(true);
        }
        // The questions may have taken longer than a session lasts without a sign of life.
        report(alice, session, SessionState.CONNECTED, clock.instant());
        awaitSeen(bobName, alice, "online");
    }

    private List<String> viewers(PersonId person, PersonId... watchers) {
        HttpResponse<String> answer = internal("/internal/presence/viewers", asking(person, watchers));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JsonMapper.shared()
                .readTree(answer.body())
                .valueStream()
                .map(JsonNode::asString)
                .toList();
    }

    private static String asking(PersonId person, PersonId... watchers) {
        return JsonMapper.shared()
                .writeValueAsString(java.util.Map.of(
                        "personId",
                        person.value(),
                        "watcherIds",
                        java.util.Arrays.stream(watchers).map(PersonId::value).toList()));
    }

    private UUID report(PersonId person, UUID session, SessionState state, Instant at) {
        SessionChanged changed = SessionChanged.newBuilder()
                .setPersonId(person.bytes())
                .setSessionId(Ids.bytes(session))
                .setDeviceId("device")
                .setGateway("test")
                .setState(state)
                .setAtMs(at.toEpochMilli())
                .build();
        TestPeople.send(Topics.SESSION_CHANGED, person.bytes().toByteArray(), changed.toByteArray());
        return session;
    }

    private static List<PresenceChanged> news(PersonId person) {
        return NEWS.stream()
                .filter(news -> news.getPersonId().equals(person.bytes()))
                .toList();
    }

    private static List<Reachability> states(PersonId person) {
        return news(person).stream().map(PresenceChanged::getState).toList();
    }

    private void awaitSeen(String by, PersonId person, String state) {
        await().untilAsserted(() ->
                assertThat(get(by, person).get("state").asString()).isEqualTo(state));
        await().until(() -> news(person).getLast().getState().name().equalsIgnoreCase(state));
    }

    private JsonNode get(String by, PersonId person) {
        return JsonMapper.shared()
                .readTree(send(by, "/v1/presence?personIds=" + person, null).body())
                .get(0);
    }

    private HttpResponse<String> put(String by, String body) {
        return send(by, "/v1/me/presence", body);
    }

    private HttpResponse<String> internal(String path, String body) {
        String token = TestIssuer.shared().service("gateway-service", "internal");
        return exchange(request(path, token).POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private HttpResponse<String> send(String by, String path, @org.jspecify.annotations.Nullable String body) {
        var request = request(path, TestIssuer.shared().person(by, "member"));
        return exchange(body == null ? request : request.PUT(HttpRequest.BodyPublishers.ofString(body)));
    }

    private HttpRequest.Builder request(String path, String token) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json");
    }

    private static HttpResponse<String> exchange(HttpRequest.Builder request) {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (java.io.IOException | InterruptedException failed) {
            throw new AssertionError(failed);
        }
    }
}
