package io.parley.consent;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.parley.platform.identity.PersonDirectory;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.annotation.DirtiesContext;

@DirtiesContext
class StoreDownIT extends ConsentIT {

    @Autowired
    private HikariDataSource database;

    @Autowired
    private PersonDirectory directory;

    @Test
    void withoutItsDatabaseItAsksToTryLater() {
        Someone person = somebody("employee");
        String newcomer = "newcomer-" + UUID.randomUUID();
        provisioning().post("/scim/v2/Users", user(newcomer, "employee", "eu")).is(201);
        await().atMost(20, SECONDS)
                .until(() -> directory.findByUserName(newcomer).isPresent());
        database.close();

        isUnavailable(as(newcomer).get("/v1/me"));
        isUnavailable(person.api().get("/v1/me"));
        isUnavailable(person.api().get("/v1/me/notices"));
        isUnavailable(Answers.send(person.api(), Answers.body(UUID.randomUUID(), 1, "accepted", Map.of())));
        isUnavailable(service().post("/internal/keys/lookup", Map.of("keyIds", List.of(UUID.randomUUID()))));
        isUnavailable(provisioning().get("/scim/v2/Users"));
        isUnavailable(provisioning().post("/scim/v2/Users", user("x", "guest", "eu")));
    }

    private static void isUnavailable(Api.Answer answer) {
        assertThat(answer.is(503).header("Retry-After")).isNotEmpty();
    }
}
