package io.parley.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.parley.contracts.Ids;
import io.parley.contracts.PersonId;
import io.parley.contracts.Topics;
import io.parley.contracts.event.AuditRecorded;
import io.parley.contracts.event.PersonKind;
import io.parley.platform.identity.PersonDirectory;
import io.parley.platform.kafka.TopicTail;
import io.parley.platform.kafka.TopicTails;
import io.parley.platform.keys.DataKeys;
import io.parley.platform.keys.KeyPurpose;
import io.parley.platform.outbox.Outbox;
import io.parley.testing.TestIssuer;
import io.parley.testing.TestPeople;
import io.parley.testing.WithStores;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@WithStores
class PlatformIT {

    static final List<AuditRecorded> RECORDED = new CopyOnWriteArrayList<>();
    static final List<String> RELAYED = new CopyOnWriteArrayList<>();

    @TestConfiguration
    static class Listening {

        @Bean
        TopicTail auditTail(TopicTails tails, io.parley.platform.kafka.RecordReader reader) {
            return tails.fromStart(
                    Topics.AUDIT_RECORDED,
                    records ->
                            reader.read(records, AuditRecorded.parser()).forEach(read -> RECORDED.add(read.value())));
        }

        @Bean
        TopicTail orderTail(TopicTails tails) {
            return tails.fromStart(
                    Topics.MESSAGE_SUBMITTED,
                    records -> records.forEach(record -> RELAYED.add(new String(record.value()))));
        }
    }

    @LocalServerPort
    int port;

    @Autowired
    Outbox outbox;

    @Autowired
    TransactionTemplate transactions;

    @Autowired
    JdbcTemplate jdbc;

    @Autowired
    PersonDirectory people;

    @Autowired
    DataKeys keys;

    private final HttpClient http = HttpClient.newHttpClient();
    private final String user = "alice-" + Ids.next();
    private PersonId alice;

    @BeforeEach
    void register() {
        alice = TestPeople.employee(user);
        await().until(() -> people.find(alice).isPresent());
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder call(String path, String token) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json");
    }

    private String token(String... roles) {
        return TestIssuer.shared().person(user, roles);
    }

    private static JsonNode problem(HttpResponse<String> response, int status, String code) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        JsonNode problem = JsonMapper.shared().readTree(response.body());
        assertThat(problem.get("code").asString()).isEqualTo(code);
        assertThat(problem.get("type").asString()).isEqualTo("urn:parley:problem:" + code);
        assertThat(problem.get("status").asInt()).isEqualTo(status);
        assertThat(problem.get("traceId").asString()).hasSize(32);
        return problem;
    }

    @Test
    void knowsARegisteredPersonByTheToken() throws Exception {
        var response = send(call("/v1/me", token("member")));
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).contains(alice.toString());
    }

    @Test
    void refusesMissingExpiredForeignAndBrokenTokens() throws Exception {
        problem(
                send(HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/v1/me"))),
                401,
                "unauthenticated");
        problem(send(call("/v1/me", TestIssuer.shared().expired(user))), 401, "token-expired");
        problem(send(call("/v1/me", TestIssuer.shared().foreign(user))), 401, "unauthenticated");
        problem(send(call("/v1/me", "nonsense")), 401, "unauthenticated");
    }

    @Test
    void refusesUnknownFrozenAndStrayedPeople() throws Exception {
        problem(send(call("/v1/me", TestIssuer.shared().person("nobody", "member"))), 403, "person-unknown");
        PersonId frozen = TestPeople.register(PersonId.next(), user + "f", PersonKind.EMPLOYEE, "eu", false);
        PersonId strayed = TestPeople.register(PersonId.next(), user + "s", PersonKind.EMPLOYEE, "cn", true);
        await().until(() ->
                people.find(frozen).isPresent() && people.find(strayed).isPresent());
        problem(send(call("/v1/me", TestIssuer.shared().person(user + "f", "member"))), 403, "person-frozen");
        JsonNode refusal =
                problem(send(call("/v1/me", TestIssuer.shared().person(user + "s", "member"))), 421, "wrong-region");
        assertThat(refusal.get("homeRegion").asString()).isEqualTo("cn");
    }

    @Test
    void refusesByRoleAndRecordsTheRefusalWithoutIds() throws Exception {
        String id = Ids.next().toString();
        problem(send(call("/v1/officers-only/" + id, token("member"))), 403, "forbidden");
        await().untilAsserted(() -> assertThat(RECORDED).anySatisfy(event -> {
            assertThat(event.getAction()).isEqualTo("access.refused");
            assertThat(event.getActorId()).isEqualTo(alice.toString());
            assertThat(event.getDetailMap()).containsEntry("path", "/v1/officers-only/{id}");
        }));
        assertThat(RECORDED.toString()).doesNotContain(id);
    }

    @Test
    void keepsInternalCallsForServices() throws Exception {
        problem(send(call("/internal/self", token("admin"))), 403, "forbidden");
        assertThat(send(call("/internal/self", TestIssuer.shared().service("x", "internal")))
                        .statusCode())
                .isEqualTo(200);
        problem(send(call("/v1/me", TestIssuer.shared().service("x", "internal"))), 403, "forbidden");
    }

    @Test
    void namesTheFieldOfBadInputAndNeverTheValue() throws Exception {
        var blank = send(call("/v1/things", token()).POST(HttpRequest.BodyPublishers.ofString("{\"name\":\" \"}")));
        assertThat(problem(blank, 400, "invalid-request")
                        .get("violations")
                        .get(0)
                        .get("field")
                        .asString())
                .isEqualTo("name");
        var mistyped = send(call("/v1/things", token())
                .POST(HttpRequest.BodyPublishers.ofString("{\"name\":\"x\",\"count\":\"canary\"}")));
        assertThat(problem(mistyped, 400, "malformed-request").toString())
                .contains("count")
                .doesNotContain("canary");
        problem(
                send(call("/v1/things", token()).POST(HttpRequest.BodyPublishers.ofString("{\"name\":"))),
                400,
                "malformed-request");
        problem(send(call("/v1/officers-only/xyz", token("officer"))), 400, "invalid-request");
        problem(send(call("/v1/nowhere", token())), 404, "not-found");
        problem(send(call("/v1/me", token()).DELETE()), 405, "method-not-allowed");
        problem(
                send(call("/v1/things", token())
                        .setHeader("Content-Type", "text/plain")
                        .POST(HttpRequest.BodyPublishers.ofString("x"))),
                415,
                "unsupported-media-type");
    }

    @Test
    void speaksChineseWhenAskedAndCarriesMembersAndTheTraceId() throws Exception {
        var response = send(call("/v1/missing", token())
                .header("Accept-Language", "zh-CN,en;q=0.5")
                .header("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"));
        JsonNode problem = problem(response, 403, "consent-required");
        assertThat(problem.get("title").asString()).isEqualTo("有通知等待您的答复");
        assertThat(problem.get("traceId").asString()).isEqualTo("0af7651916cd43dd8448eb211c80319c");
        assertThat(problem.get("noticeIds").get(0).asString()).isEqualTo("n1");
    }

    @Test
    void answersARepeatedKeyTheSameAndRefusesItForAnotherRequest() throws Exception {
        String name = "thing-" + Ids.next();
        var first = send(thing(name, name));
        var second = send(thing(name, name));
        assertThat(first.statusCode()).as(first.body()).isEqualTo(201);
        assertThat(second.statusCode()).isEqualTo(201);
        assertThat(second.body()).isEqualTo(first.body());
        problem(send(thing(name, name + "x")), 409, "idempotency-mismatch");
        assertThat(jdbc.queryForObject("SELECT count(*) FROM thing WHERE name LIKE ?", Integer.class, name + "%"))
                .isEqualTo(1);
    }

    private HttpRequest.Builder thing(String key, String name) {
        return call("/v1/things", token("member"))
                .header("Idempotency-Key", key)
                .POST(HttpRequest.BodyPublishers.ofString("{\"name\":\"" + name + "\"}"));
    }

    @Test
    void relaysTheOutboxInOrderAndRefusesEventsWithoutATransaction() {
        List<String> wanted =
                IntStream.range(0, 1200).mapToObj(i -> user + "-" + i).toList();
        transactions.executeWithoutResult(status -> wanted.forEach(
                value -> outbox.append(Topics.MESSAGE_SUBMITTED, Ids.array(alice.value()), value.getBytes())));
        await().untilAsserted(() -> assertThat(
                        RELAYED.stream().filter(value -> value.startsWith(user)).toList())
                .isEqualTo(wanted));
        assertThatThrownBy(() -> outbox.append(Topics.MESSAGE_SUBMITTED, new byte[] {1}, null))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void recordsNothingOfAChangeThatRolledBack() {
        String marker = "rolled-back-" + user;
        transactions.executeWithoutResult(status -> {
            outbox.append(Topics.MESSAGE_SUBMITTED, new byte[] {1}, marker.getBytes());
            status.setRollbackOnly();
        });
        transactions.executeWithoutResult(
                status -> outbox.append(Topics.MESSAGE_SUBMITTED, new byte[] {1}, ("after-" + marker).getBytes()));
        await().until(() -> RELAYED.contains("after-" + marker));
        assertThat(RELAYED).doesNotContain(marker);
    }

    @Test
    void fetchesOneKeyPerPersonPurposeAndMonth() {
        var message = keys.current(alice, KeyPurpose.MESSAGE);
        var archive = keys.current(alice, KeyPurpose.ARCHIVE);
        assertThat(message.id()).isNotEqualTo(archive.id());
        assertThat(keys.current(alice, KeyPurpose.MESSAGE)).isSameAs(message);
        assertThat(keys.lookup(List.of(message.id())).keySet()).containsExactly(message.id());
        byte[] sealed = message.seal("你好".getBytes(), new byte[] {1});
        assertThat(new String(message.open(sealed, new byte[] {1}))).isEqualTo("你好");
        assertThatThrownBy(() -> message.open(sealed, new byte[] {2})).hasMessageContaining("does not authenticate");
        assertThat(Map.of("key", message).toString()).contains("[redacted]");
    }
}
