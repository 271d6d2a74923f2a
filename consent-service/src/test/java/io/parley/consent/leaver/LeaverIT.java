package io.parley.consent.leaver;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.consent.Answers;
import io.parley.consent.Api;
import io.parley.consent.ConsentIT;
import io.parley.consent.Notices;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.transaction.support.TransactionOperations;
import tools.jackson.databind.JsonNode;

class LeaverIT extends ConsentIT {

    private static final Neighbour MESSAGES = new Neighbour();

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private OffboardingWork work;

    @Autowired
    private TransactionOperations transactions;

    private @Nullable Api admin;

    @DynamicPropertySource
    static void neighbour(DynamicPropertyRegistry registry) {
        registry.add("parley.services.message", MESSAGES::address);
    }

    @AfterEach
    void recover() {
        MESSAGES.answers(200, 0);
    }

    @Test
    void everyStepOfALeavingIsDoneAndOnRecord() {
        Someone person = somebody("employee");
        String group = group(person);

        leave(person);

        JsonNode done = finished(person);
        assertThat(done.path("steps")
                        .valueStream()
                        .map(step -> step.path("step").asString()))
                .containsExactly("account", "retention", "announcement", "groups", "conversations");
        assertThat(done.path("steps").path(4).path("conversations").asInt()).isEqualTo(2);
        assertThat(done.path("returnedAt").isMissingNode()).isTrue();
        assertThat(provisioning().get("/scim/v2/Groups/" + group).body().has("members"))
                .isFalse();
        assertThat(MESSAGES.callsFor(person.id())).isNotEmpty();
    }

    @Test
    void aStepThatFailsIsTriedAgainUntilItIsDone() {
        MESSAGES.answers(503, 0);
        Someone person = somebody("employee");

        leave(person);

        await().atMost(20, SECONDS).untilAsserted(() -> {
            JsonNode step = status(person).path("steps").path(4);
            assertThat(step.path("attempts").asInt()).isGreaterThan(1);
            assertThat(step.path("lastError").asString("")).isEqualTo("unavailable");
            assertThat(step.path("state").asString()).isEqualTo("pending");
        });
        MESSAGES.answers(200, 0);
        finished(person);
    }

    @Test
    void goesOnWhileConversationsRemain() {
        MESSAGES.answers(200, 3);
        Someone person = somebody("employee");

        leave(person);

        await().atMost(20, SECONDS).until(() -> MESSAGES.callsFor(person.id()).size() > 2);
        MESSAGES.answers(200, 0);
        assertThat(finished(person).path("steps").path(4).path("conversations").asInt())
                .isGreaterThan(4);
    }

    @Test
    void comingBackOpensTheAccountAndNothingElse() {
        MESSAGES.answers(503, 0);
        Someone person = somebody("employee");
        Someone heidi = somebody("employee");
        String notice = new Notices(as(heidi.name(), "privacy")).published("archive", "notice", "employee");
        acknowledge(person, notice);
        assertThat(basis(heidi, person)).isEqualTo("notice");
        group(person);

        leave(person);
        assertThat(basis(heidi, person)).isEqualTo("notice");
        await().atMost(20, SECONDS)
                .until(() -> status(person)
                        .path("steps")
                        .path(3)
                        .path("state")
                        .asString()
                        .equals("done"));
        change(person, true);

        await().atMost(10, SECONDS).until(() -> person.api().get("/v1/me").status() == 200);
        assertThat(basis(heidi, person)).isEqualTo("none");
        assertThat(person.api().get("/v1/me/notices").body().toString()).contains(notice);
        assertThat(provisioning().get("/scim/v2/Users/" + person.id()).body().has("groups"))
                .isFalse();
        MESSAGES.answers(200, 0);
        JsonNode done = finished(person);
        String returned = done.path("returnedAt").asString();
        assertThat(Instant.parse(returned))
                .isAfter(Instant.parse(done.path("leftAt").asString()));
        assertThat(MESSAGES.callsFor(person.id()).getLast().body()).contains(returned.substring(0, 19));
        acknowledge(person, notice);
        assertThat(basis(heidi, person)).isEqualTo("notice");
    }

    @Test
    void deletingIsLeavingToo() {
        Someone person = somebody("employee");

        provisioning().delete("/scim/v2/Users/" + person.id()).is(204);

        finished(person);
    }

    @Test
    void aStepThatAnotherInstanceHoldsIsLeftToIt() throws Exception {
        MESSAGES.answers(503, 0);
        Someone person = somebody("employee");
        leave(person);
        await().atMost(20, SECONDS)
                .until(() -> status(person)
                        .path("steps")
                        .path(3)
                        .path("state")
                        .asString()
                        .equals("done"));
        MESSAGES.answers(200, 0);
        int before = MESSAGES.callsFor(person.id()).size();

        try (var other = Executors.newVirtualThreadPerTaskExecutor()) {
            var held = new CountDownLatch(1);
            var release = new CountDownLatch(1);
            var holding = other.submit(() -> holdSteps(person, held, release));
            held.await();
            work.work();
            assertThat(MESSAGES.callsFor(person.id())).hasSize(before);
            release.countDown();
            holding.get();
        }
        finished(person);
    }

    @Test
    void onlyAdministratorsAndPrivacySeeIt() {
        Someone person = somebody("employee");
        Someone admin = somebody("employee");

        as(admin.name(), "admin").get(path(person)).is(404);
        as(admin.name(), "member", "officer").get(path(person)).is(403);
        as(admin.name(), "admin")
                .get("/v1/people/" + UUID.randomUUID() + "/offboarding")
                .is(404);
    }

    private void holdSteps(Someone person, CountDownLatch held, CountDownLatch release) {
        transactions.executeWithoutResult(_ -> {
            jdbc.sql("UPDATE offboarding_step SET at = now() WHERE person_id = :id AND state = 'pending'")
                    .param("id", UUID.fromString(person.id()))
                    .update();
            held.countDown();
            try {
                release.await();
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private void leave(Someone person) {
        change(person, false);
    }

    private void change(Someone person, boolean active) {
        provisioning()
                .patch(
                        "/scim/v2/Users/" + person.id(),
                        "{\"Operations\":[{\"op\":\"replace\",\"path\":\"active\",\"value\":" + active + "}]}")
                .is(200);
    }

    private String group(Someone member) {
        return provisioning()
                .post(
                        "/scim/v2/Groups",
                        Map.of("displayName", "Sales", "members", List.of(Map.of("value", member.id()))))
                .is(201)
                .body()
                .path("id")
                .asString();
    }

    private JsonNode finished(Someone person) {
        return await().atMost(60, SECONDS)
                .until(
                        () -> status(person),
                        status -> status.path("state").asString("").equals("done"));
    }

    private JsonNode status(Someone person) {
        if (admin == null) {
            admin = as(somebody("employee").name(), "admin");
        }
        return admin.get(path(person)).body();
    }

    private static void acknowledge(Someone person, String notice) {
        assertThat(Answers.awaited(person.api())).contains(notice);
        Answers.give(person.api(), notice, 1, "acknowledged").is(201);
    }

    private String basis(Someone heidi, Someone person) {
        return as(heidi.name(), "privacy")
                .get("/v1/people/" + person.id() + "/basis?purpose=archive")
                .is(200)
                .body()
                .path("ground")
                .asString();
    }

    private static String path(Someone person) {
        return "/v1/people/" + person.id() + "/offboarding";
    }
}
