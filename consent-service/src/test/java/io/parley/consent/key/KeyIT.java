package io.parley.consent.key;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.consent.Api;
import io.parley.consent.ConsentIT;
import io.parley.testing.TestDatabase;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

class KeyIT extends ConsentIT {

    private static final String MONTH =
            YearMonth.from(Instant.now().atZone(ZoneOffset.UTC)).toString();

    @Autowired
    private TestDatabase database;

    @Test
    void givesTheSameKeyAgain() {
        Someone owner = somebody("employee");

        JsonNode first = current(want(owner.id(), "MESSAGE")).path(0);
        JsonNode second = current(want(owner.id(), "MESSAGE")).path(0);
        JsonNode found = lookup(first.path("keyId").asString()).path(0);

        assertThat(Base64.getDecoder().decode(first.path("secret").asString())).hasSize(32);
        assertThat(second).isEqualTo(first);
        assertThat(found).isEqualTo(first);
        assertThat(first.path("ownerId").asString()).isEqualTo(owner.id());
        assertThat(first.path("month").asString()).isEqualTo(MONTH);
    }

    @Test
    void purposesAndMonthsHaveTheirOwnKeys() {
        Someone owner = somebody("employee");

        JsonNode keys = current(
                want(owner.id(), "MESSAGE"),
                want(owner.id(), "ARCHIVE"),
                Map.of("ownerId", owner.id(), "purpose", "MESSAGE", "month", "2026-01"));

        assertThat(keys.valueStream().map(key -> key.path("secret").asString()).distinct())
                .hasSize(3);
    }

    @Test
    void leavesUnknownPeopleAndKeysOut() {
        Someone owner = somebody("employee");

        assertThat(current(want(owner.id(), "FILE"), want(UUID.randomUUID().toString(), "FILE")))
                .hasSize(1);
        assertThat(lookup(UUID.randomUUID().toString())).isEmpty();
    }

    @Test
    void theRegionsIndexKeyEndsWhenANewerOneTookItsPlace() {
        JsonNode first = index("2000-01");
        assertThat(index("2000-01")).isEqualTo(first);
        retire(first).is(409);

        JsonNode second = index("2000-02");
        assertThat(second.path("keyId")).isNotEqualTo(first.path("keyId"));
        retire(second).is(409);
        retire(first).is(200);
        retire(first).is(200);

        assertThat(lookup(first.path("keyId").asString())).isEmpty();
        assertThat(current(Map.of("purpose", "INDEX", "month", "2000-01"))).isEmpty();
        assertThat(index("2000-02")).isEqualTo(second);
    }

    @Test
    void nobodysOwnKeyIsRetired() {
        JsonNode key = current(want(somebody("employee").id(), "MESSAGE")).path(0);

        retire(key).is(409);

        assertThat(lookup(key.path("keyId").asString())).hasSize(1);
    }

    @Test
    void manyAtOnceGetOneKey() throws Exception {
        List<Object> items = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            items.add(want(somebody("guest").id(), "MESSAGE"));
        }
        List<Callable<List<String>>> calls = Collections.nCopies(8, () -> {
            List<Object> shuffled = new ArrayList<>(items);
            Collections.shuffle(shuffled);
            return current(shuffled.toArray())
                    .valueStream()
                    .map(key -> key.path("keyId").asString())
                    .sorted()
                    .toList();
        });
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<List<String>>> answers = executor.invokeAll(calls);
            for (Future<List<String>> answer : answers) {
                assertThat(answer.get()).hasSize(4).isEqualTo(answers.getFirst().get());
            }
        }
    }

    @Test
    void theDatabaseNeverSeesASecret() {
        Someone owner = somebody("employee");
        JsonNode key = current(want(owner.id(), "MESSAGE")).path(0);
        byte[] secret = Base64.getDecoder().decode(key.path("secret").asString());

        byte[] stored = JdbcClient.create(database.asOwner())
                .sql("SELECT wrapped_secret FROM data_key WHERE key_id = ?::uuid")
                .param(key.path("keyId").asString())
                .query(byte[].class)
                .single();

        assertThat(stored).hasSizeGreaterThan(32);
        assertThat(Collections.indexOfSubList(boxed(stored), boxed(secret))).isEqualTo(-1);
    }

    @Test
    void aSecretMovedToAnotherRowDoesNotOpen() {
        Someone owner = somebody("employee");
        String mine = current(want(owner.id(), "MESSAGE")).path(0).path("keyId").asString();
        String other = current(want(owner.id(), "FILE")).path(0).path("keyId").asString();

        JdbcClient.create(database.asOwner())
                .sql("UPDATE data_key SET wrapped_secret = (SELECT wrapped_secret FROM data_key WHERE key_id = ?::uuid)"
                        + " WHERE key_id = ?::uuid")
                .params(other, mine)
                .update();

        service().post("/internal/keys/lookup", Map.of("keyIds", List.of(mine))).is(500);
    }

    @Test
    void refusesWhatIsNotAKeyRequest() {
        Someone owner = somebody("employee");

        post(want(owner.id(), "INDEX")).is(400);
        post(Map.of("purpose", "MESSAGE", "month", MONTH)).is(400);
        post(Map.of("ownerId", owner.id(), "purpose", "MESSAGE", "month", "2999-01"))
                .is(400);
        post(Map.of("ownerId", owner.id(), "purpose", "MESSAGE", "month", "soon"))
                .is(400);
        post(Map.of("ownerId", owner.id(), "month", MONTH)).is(400);
        post(Collections.nCopies(1001, want(owner.id(), "MESSAGE")).toArray()).is(400);
        service().send("POST", "/internal/keys/current", "{}").is(400);
        service().send("POST", "/internal/keys/lookup", "{\"keyIds\":[null]}").is(400);
        service().send("POST", "/internal/keys/retire", "{}").is(400);
    }

    @Test
    void peopleAndProvisioningGetNoKeys() {
        Someone owner = somebody("employee");
        Map<String, Object> body = Map.of("items", List.of(want(owner.id(), "MESSAGE")));

        as(owner.name(), "admin", "officer")
                .post("/internal/keys/current", body)
                .is(403);
        provisioning().post("/internal/keys/current", body).is(403);
    }

    private JsonNode current(Object... items) {
        return post(items).is(200).body().path("keys");
    }

    private Api.Answer post(Object... items) {
        return service().post("/internal/keys/current", Map.of("items", List.of(items)));
    }

    private JsonNode lookup(String keyId) {
        return service()
                .post("/internal/keys/lookup", Map.of("keyIds", List.of(keyId)))
                .is(200)
                .body()
                .path("keys");
    }

    private JsonNode index(String generation) {
        return current(Map.of("purpose", "INDEX", "month", generation)).path(0);
    }

    private Api.Answer retire(JsonNode key) {
        return service()
                .post("/internal/keys/retire", Map.of("keyId", key.path("keyId").asString()));
    }

    private static Map<String, Object> want(String owner, String purpose) {
        return Map.of("ownerId", owner, "purpose", purpose, "month", MONTH);
    }

    private static List<Byte> boxed(byte[] bytes) {
        List<Byte> boxed = new ArrayList<>();
        for (byte b : bytes) {
            boxed.add(b);
        }
        return boxed;
    }
}
