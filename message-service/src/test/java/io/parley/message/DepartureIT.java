package io.parley.message;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.contracts.PersonId;
import io.parley.contracts.event.PersonKind;
import io.parley.platform.identity.Person;
import io.parley.platform.identity.PersonDirectory;
import io.parley.testing.TestIssuer;
import io.parley.testing.TestPeople;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

class DepartureIT extends CallingTheApi {

    @Autowired
    private PersonDirectory people;

    @Test
    void whoLeftIsTakenOutAndTheirConversationGoesToTheOneWhoWasThereLongest() {
        String room = open(bob, carol);
        leaves(alice, aliceName);

        JsonNode progress = depart(alice, "{}").body();

        assertThat(progress.get("remaining").asLong()).isZero();
        JsonNode conversation = get(bobName, "/v1/conversations/" + room).body();
        assertThat(conversation.get("members")).hasSize(2);
        JsonNode last = get(bobName, "/v1/conversations/" + room + "/messages?after=0")
                .body()
                .get("items")
                .get(0);
        assertThat(last.get("senderId").asString()).isEqualTo(PersonId.SYSTEM.toString());
        JsonNode content = last.get("content");
        assertThat(content.get("event").asString()).isEqualTo("member-removed");
        assertThat(content.get("why").asString()).isEqualTo("left-organisation");
        assertThat(content.get("personIds").get(0).asString()).isEqualTo(alice.toString());
        assertThat(content.get("newOwnerId").asString()).isIn(bob.toString(), carol.toString());
    }

    @Test
    void againChangesNothing() {
        String room = open(bob, carol);
        leaves(alice, aliceName);

        depart(alice, "{}");
        JsonNode again = depart(alice, "{}").body();

        assertThat(again.get("removed").asInt()).isZero();
        assertThat(get(bobName, "/v1/conversations/" + room)
                        .body()
                        .get("lastSeq")
                        .asLong())
                .isEqualTo(1);
    }

    @Test
    void whoeverIsStillActiveHereIsNotTakenOutYet() {
        open(bob);

        assertThat(depart(alice, "{}").status()).isEqualTo(503);
    }

    @Test
    void whatSomebodyJoinedAfterComingBackIsTheirs() {
        String before = open(bob, carol);
        Instant returned = Instant.now();
        await().until(() -> Instant.now().isAfter(returned.plusMillis(5)));
        String since = open(bob, carol);

        JsonNode progress =
                depart(alice, "{\"returnedAt\":\"" + returned + "\"}").body();

        assertThat(progress.get("remaining").asLong()).isZero();
        assertThat(get(aliceName, "/v1/conversations/" + before).status()).isEqualTo(404);
        assertThat(get(aliceName, "/v1/conversations/" + since).status()).isEqualTo(200);
    }

    @Test
    void takesSomebodyOutOfMoreConversationsThanGoAtOnce() {
        IntStream.range(0, 210).forEach(_ -> open(bob));
        leaves(alice, aliceName);

        await().atMost(60, SECONDS)
                .until(() -> depart(alice, "{}").body().path("remaining").asLong(-1) == 0);
    }

    @Test
    void nobodyBringsBackWhoLeft() {
        leaves(bob, bobName);

        String opening = opening(io.parley.contracts.Ids.next(), "group", null, bob);

        assertThat(post(aliceName, "/v1/conversations", opening).status()).isEqualTo(400);
    }

    private void leaves(PersonId person, String name) {
        TestPeople.register(person, name, PersonKind.EMPLOYEE, "eu", false);
        await().atMost(10, SECONDS)
                .until(() -> people.find(person).filter(Person::active).isEmpty());
    }

    private Answer depart(PersonId person, String body) {
        return send(
                TestIssuer.shared().service("consent-service", "internal"),
                "POST",
                "/internal/people/" + person + "/departure",
                body);
    }
}
