package io.parley.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.contracts.Ids;
import io.parley.contracts.PersonId;
import io.parley.contracts.Topics;
import io.parley.contracts.event.ReceiptMarked;
import io.parley.platform.kafka.TopicTails;
import io.parley.testing.TestPeople;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/// People who ask and people who decide, for tests of what they may do, and the grants that they give each other.
abstract class RunningOffice extends RunningArchive {

    static final Duration SOON = Duration.ofSeconds(20);
    static final Instant YESTERDAY = Instant.now().minus(Duration.ofDays(1));
    static final Instant TOMORROW = Instant.now().plus(Duration.ofDays(1));

    @LocalServerPort
    int port;

    @Autowired
    TopicTails tails;

    Http officer;
    Http approver;

    @BeforeEach
    void officers() {
        officer = somebody("member", "officer");
        approver = somebody("member", "approver");
    }

    /// Somebody new, whom the service knows.
    Http somebody(String... roles) {
        String name = "somebody-" + Ids.next();
        PersonId id = TestPeople.employee(name);
        var http = new Http(port, id, name, roles);
        await().atMost(SOON).until(() -> !http.get("/v1/archive/grants").code().matches("person-unknown|unavailable"));
        return http;
    }

    void settled(Conversation talk) {
        bases().complete();
        awaitDecided(talk.id(), talk.lastSeq());
    }

    /// What this person's devices got and what they read of it, as gateways say it now.
    static ReceiptMarked said(Conversation talk, PersonId person, long delivered, long read) {
        return ReceiptMarked.newBuilder()
                .setConversationId(talk.id().bytes())
                .setPersonId(person.bytes())
                .setDeliveredSeq(delivered)
                .setReadSeq(read)
                .setAtMs(Time.next().toEpochMilli())
                .build();
    }

    /// @param behind the conversation in whose order it comes
    void send(ReceiptMarked said, Conversation behind) {
        kafka.send(Topics.RECEIPT, Ids.array(behind.id().value()), said.toByteArray())
                .join();
    }

    void awaitReceipt(Conversation talk) {
        bases().complete();
        await().atMost(SOON)
                .until(() -> Boolean.TRUE.equals(asOwner()
                        .queryForObject(
                                "SELECT EXISTS (SELECT FROM receipt WHERE conversation_id = ?)",
                                Boolean.class,
                                talk.id().value())));
    }

    String granted(Conversation talk) {
        return granted(scope(talk));
    }

    /// For what was said there while this person took part.
    String granted(Conversation talk, String person) {
        return granted(scope(talk) + ",\"personIds\":[" + quoted(person) + "]");
    }

    static String scope(Conversation talk) {
        return "\"conversationIds\":[" + quoted(talk.id().toString()) + "]";
    }

    /// @param whom members of the scope, without its times
    String granted(String whom) {
        String grant = requestedGrant(whom, TOMORROW.plus(Duration.ofDays(1)));
        Http.Answer approved = approver.post("/v1/archive/grants/" + grant + "/approve", "{\"comment\":\"reviewed\"}");
        assertThat(approved.body().path("state").asString()).isEqualTo("approved");
        return grant;
    }

    String requestedGrant(String whom, Instant expiresAt) {
        Http.Answer answer = officer.post("/v1/archive/grants", """
                {"purpose":"investigation","caseRef":"CASE-7","justification":"A customer disputes a promise",
                 "scope":{%s,"from":"%s","to":"%s"},"expiresAt":"%s"}
                """.formatted(whom, YESTERDAY, TOMORROW, expiresAt));
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(201);
        assertThat(answer.body().path("state").asString()).isEqualTo("requested");
        return answer.body().path("grantId").asString();
    }

    static String quoted(@Nullable String text) {
        return text == null ? "null" : "\"" + text + "\"";
    }
}
