package io.parley.archive;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.contracts.ConversationId;
import io.parley.contracts.PersonId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/// Holds as officers place them and two persons let them go.
abstract class RunningHolds extends RunningOffice {

    static final String HOLDS = "/v1/archive/holds";

    private final List<String> placed = new ArrayList<>();

    /// All tests share one archive, and a hold on somebody covers the recall marks of everybody, whose author nobody
    /// knows.
    @AfterEach
    void letGo() {
        List<Http> enough = List.of(officer, approver, somebody("officer"), somebody("approver"));
        for (String hold : placed) {
            enough.forEach(by -> release(by, hold));
            enough.forEach(by -> dispose(by, hold));
            assertThat(asOwner()
                            .queryForObject(
                                    "SELECT count(*) FROM binding_hold WHERE hold_id = ?::uuid", Long.class, hold))
                    .as(hold)
                    .isZero();
        }
    }

    String placed(String scope, String visibility) {
        Http.Answer answer = officer.post(HOLDS, body(scope, visibility));
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(201);
        String hold = answer.body().path("holdId").asString();
        placed.add(hold);
        return hold;
    }

    static String body(String scope, String visibility) {
        return """
                {"name":"verysecretname","caseRef":"CASE-7","ground":"verysecretground","visibility":"%s","scope":%s}
                """.formatted(visibility, scope);
    }

    static String onPerson(PersonId person) {
        return scope(person, null, null, null);
    }

    static String onConversation(ConversationId conversation) {
        return scope(null, conversation, null, null);
    }

    static String scope(
            @Nullable PersonId person,
            @Nullable ConversationId conversation,
            @Nullable String from,
            @Nullable String to) {
        return "{\"personIds\":[%s],\"conversationIds\":[%s],\"from\":%s,\"to\":%s}"
                .formatted(
                        person == null ? "" : quoted(person.toString()),
                        conversation == null ? "" : quoted(conversation.toString()),
                        quoted(from),
                        quoted(to));
    }

    Http.Answer release(Http by, String hold) {
        return by.post(HOLDS + "/" + hold + "/release", "{\"comment\":\"settled\"}");
    }

    Http.Answer dispose(Http by, String hold) {
        return by.post(HOLDS + "/" + hold + "/disposition", "{\"comment\":\"settled\"}");
    }

    void released(String hold) {
        assertThat(release(officer, hold).status()).isEqualTo(200);
        assertThat(release(approver, hold).status()).isEqualTo(200);
    }

    void disposed(String hold) {
        released(hold);
        assertThat(dispose(officer, hold).status()).isEqualTo(200);
        assertThat(dispose(approver, hold).status()).isEqualTo(200);
    }

    List<String> covering(PersonId person, @Nullable String from, @Nullable String until) {
        Http.Answer answer = ask(question(person, from, until));
        assertThat(answer.status()).isEqualTo(200);
        return answer.body()
                .path("holds")
                .valueStream()
                .map(hold -> hold.path("holdId").asString())
                .toList();
    }

    Http.Answer ask(String question) {
        return Http.service(port, "internal").post("/internal/holds/covering", question);
    }

    static String question(PersonId person, @Nullable String from, @Nullable String until) {
        return "{\"personId\":\"%s\",\"fromMonth\":%s,\"untilMonth\":%s}"
                .formatted(person, quoted(from), quoted(until));
    }
}
