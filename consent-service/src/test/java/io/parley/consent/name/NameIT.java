package io.parley.consent.name;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.consent.ConsentIT;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

class NameIT extends ConsentIT {

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private ApplicationEventPublisher events;

    @Test
    void keepsWhatAPersonWasCalledAndWhen() {
        Someone one = somebody("employee");
        rename(one, "A second \u202Ename 王", List.of("second@x.example"));
        rename(one, "A second \u202Ename 王", List.of("second@x.example"));
        rename(one, "A third name", List.of());

        List<JsonNode> names = names(one.id());

        assertThat(names)
                .extracting(name -> name.path("displayName").asString())
                .containsExactly("Display " + one.name(), "A second \u202Ename 王", "A third name");
        assertThat(names).allMatch(name -> name.path("userName").asString().equals(one.name()));
        assertThat(names.get(1).path("emails").toString()).isEqualTo("[\"second@x.example\"]");
        assertThat(names.get(0).path("to")).isEqualTo(names.get(1).path("from"));
        assertThat(names.get(1).path("to")).isEqualTo(names.get(2).path("from"));
        assertThat(names.get(2).path("to").asString("")).isEmpty();
    }

    @Test
    void endsTheLastNameOfWhoIsTakenOut() {
        Someone one = somebody("employee");
        provisioning().delete("/scim/v2/Users/" + one.id()).is(204);

        assertThat(names(one.id()))
                .singleElement()
                .satisfies(name -> assertThat(name.path("to").asString("")).isNotEmpty());
    }

    @Test
    void destroysFormerNamesWithTheArchiveKeysOfTheirTime() {
        Someone one = somebody("employee");
        rename(one, "Of today", List.of());
        Instant monthsAgo = Instant.now().minusSeconds(100L * 24 * 3600);
        jdbc.sql("""
                        INSERT INTO person_name VALUES (:person, :from, :to, 'Of long ago', 'long-ago', '{}')""")
                .param("person", UUID.fromString(one.id()))
                .param("from", monthsAgo.atOffset(ZoneOffset.UTC))
                .param("to", monthsAgo.plusSeconds(60).atOffset(ZoneOffset.UTC))
                .update();
        assertThat(names(one.id())).hasSize(3);

        destroy(one, YearMonth.now(ZoneOffset.UTC));

        assertThat(names(one.id()))
                .extracting(name -> name.path("displayName").asString())
                .containsExactly("Of long ago", "Of today");
    }

    @Test
    void isForServicesOnlyAndBounded() {
        Someone one = somebody("employee");
        assertThat(one.api()
                        .post("/internal/people/names", Map.of("personIds", List.of(one.id())))
                        .status())
                .isEqualTo(403);
        List<UUID> many =
                java.util.stream.Stream.generate(UUID::randomUUID).limit(1001).toList();
        service().post("/internal/people/names", Map.of("personIds", many)).is(400);
        service()
                .post("/internal/people/names", Map.of("personIds", List.of("x")))
                .is(400);
        assertThat(names(UUID.randomUUID().toString())).isEmpty();
    }

    @Test
    void goesWithTheEntryOfThePerson() {
        assertThat(jdbc.sql("""
                        SELECT confdeltype::text FROM pg_constraint
                        WHERE conrelid = 'person_name'::regclass AND confrelid = 'person'::regclass""").query(String.class).single())
                .as("ON DELETE CASCADE")
                .isEqualTo("c");
    }

    private void rename(Someone one, String displayName, List<String> emails) {
        var user = new java.util.HashMap<>(user(one.name(), "employee", "eu"));
        user.put("displayName", displayName);
        user.put("emails", emails.stream().map(email -> Map.of("value", email)).toList());
        provisioning().put("/scim/v2/Users/" + one.id(), user).is(200);
    }

    private void destroy(Someone one, YearMonth month) {
        events.publishEvent(new io.parley.consent.key.KeyGone(
                new io.parley.contracts.PersonId(UUID.fromString(one.id())),
                io.parley.platform.keys.KeyPurpose.ARCHIVE,
                month));
    }

    private List<JsonNode> names(String id) {
        return service()
                .post("/internal/people/names", Map.of("personIds", List.of(id)))
                .is(200)
                .body()
                .path("names")
                .valueStream()
                .toList();
    }
}
