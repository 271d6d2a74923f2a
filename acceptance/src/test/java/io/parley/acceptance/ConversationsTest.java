package io.parley.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.client.Conversation;
import io.parley.client.ConversationId;
import io.parley.client.PersonId;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ConversationsTest {

    private final Persona alice = Region.alice().agreed();
    private final Persona bob = Region.bob().agreed();
    private final Persona carol = Region.carol().agreed();

    @Test
    void openingAConversationShowsAllOfIt() {
        ConversationId id = ConversationId.next();
        JsonNode opened = alice.http()
                .post("/v1/conversations", conversation(id, "group", bob.id()))
                .hasStatus(201)
                .json();

        assertThat(opened.path("conversationId").asString()).isEqualTo(id.toString());
        assertThat(opened.path("kind").asString()).isEqualTo("group");
        assertThat(opened.path("title").asString()).isEqualTo("A title");
        assertThat(opened.path("region").asString()).isEqualTo("eu");
        assertThat(opened.path("members")).hasSize(2);
        assertThat(opened.path("lastSeq").asLong()).isZero();
        assertThat(opened.path("archive").path("state").asString()).isIn("archived", "not-archived", "pending");
    }

    @Test
    void theSameIdAgainAnswersTheSame() {
        ConversationId id = ConversationId.next();
        String body = conversation(id, "group", bob.id());

        alice.http().post("/v1/conversations", body).hasStatus(201);
        var again = alice.http().post("/v1/conversations", body);
        assertThat(again.status()).isIn(200, 201);
        assertThat(again.json().path("conversationId").asString()).isEqualTo(id.toString());

        alice.http()
                .post("/v1/conversations", conversation(id, "group", carol.id()))
                .isProblem(409, "idempotency-mismatch");
    }

    @Test
    void aSecondDirectConversationOfTheSameTwoIsTheFirst() {
        Persona newcomer = Newcomer.employee().agreed();
        var first = alice.http()
                .post("/v1/conversations", conversation(ConversationId.next(), "direct", newcomer.id()))
                .hasStatus(201);
        var second = newcomer.http()
                .post("/v1/conversations", conversation(ConversationId.next(), "direct", alice.id()))
                .hasStatus(200);

        assertThat(second.json().path("conversationId")).isEqualTo(first.json().path("conversationId"));
    }

    @Test
    void aDirectConversationHasTwo() {
        var answer = alice.http()
                .post("/v1/conversations", conversation(ConversationId.next(), "direct", bob.id(), carol.id()));
        assertThat(answer.status()).isIn(400, 422);
    }

    @Test
    void unknownKindsAndUnknownPeopleAreRefused() {
        alice.http()
                .post("/v1/conversations", conversation(ConversationId.next(), "crowd", bob.id()))
                .hasStatus(400)
                .namesField("kind");
        assertThat(alice.http()
                        .post("/v1/conversations", conversation(ConversationId.next(), "group", PersonId.next()))
                        .status())
                .isIn(400, 404, 422);
    }

    @Test
    void listsOwnConversationsPageByPage() {
        Persona newcomer = Newcomer.employee().agreed();
        List<ConversationId> opened = Stream.generate(
                        () -> newcomer.opens("group", alice).conversationId())
                .limit(5)
                .toList();

        var first = newcomer.api().conversations().list(null, 3);
        var second = newcomer.api().conversations().list(first.nextCursor(), 3);

        assertThat(first.items()).hasSize(3);
        assertThat(second.items()).hasSize(2);
        assertThat(second.nextCursor()).isNull();
        assertThat(Stream.of(first, second)
                        .flatMap(page -> page.items().stream())
                        .map(Conversation::conversationId))
                .containsExactlyInAnyOrderElementsOf(opened);
    }

    @Test
    void whoIsNotInItMayNotKnowThatItExists() {
        ConversationId id = alice.opens("group", bob).conversationId();
        String path = "/v1/conversations/" + id;

        carol.http().get(path).isProblem(404, "not-found");
        carol.http().get(path + "/messages").isProblem(404, "not-found");
        assertThat(carol.http()
                        .post(path + "/members", "{\"personIds\":[\"" + carol.id() + "\"]}")
                        .status())
                .isIn(403, 404);
        assertThat(carol.api().conversations().list(null, 1000).items())
                .extracting(Conversation::conversationId)
                .doesNotContain(id);
    }

    @Test
    void eachChangeOfMembersTakesANumber() {
        ConversationId id = alice.opens("group", bob).conversationId();
        alice.says(id, "before carol");

        assertThat(alice.http()
                        .post(members(id), "{\"personIds\":[\"" + carol.id() + "\"]}")
                        .status())
                .isBetween(200, 204);
        Conversation joined = alice.api().conversations().get(id);
        assertThat(joined.memberIds()).contains(carol.id());
        assertThat(joined.lastSeq()).isEqualTo(2);
        carol.says(id, "hello");

        assertThat(alice.http().delete(members(id) + "/" + carol.id()).status()).isBetween(200, 204);
        assertThat(alice.api().conversations().get(id).memberIds()).doesNotContain(carol.id());
        assertThat(alice.api().conversations().get(id).lastSeq()).isEqualTo(4);
        carol.http().get("/v1/conversations/" + id).isProblem(404, "not-found");
        carol.http()
                .post("/v1/conversations/" + id + "/messages", MessagesTest.send("still here?"))
                .isProblem(403, "not-a-member");
    }

    @Test
    void whoLeftReadsUpToTheirLeaving() {
        ConversationId id = alice.opens("group", bob, carol).conversationId();
        alice.says(id, "while carol is here");
        alice.api().conversations().removeMember(id, carol.id());
        alice.says(id, "after carol left");

        assertThat(carol.api().messages().all(id))
                .extracting(message -> message.text())
                .contains("while carol is here")
                .doesNotContain("after carol left");
    }

    @Test
    void anIdempotencyKeyRepeatsTheAnswer() {
        Raw http = alice.http().with("Idempotency-Key", ConversationId.next().toString());
        String body = "{\"kind\":\"group\",\"memberIds\":[\"" + bob.id() + "\"]}";

        JsonNode first = http.post("/v1/conversations", body).hasStatus(201).json();
        JsonNode again = http.post("/v1/conversations", body).json();

        assertThat(again.path("conversationId")).isEqualTo(first.path("conversationId"));
        http.post(
                        "/v1/conversations",
                        body.replace(bob.id().toString(), carol.id().toString()))
                .isProblem(409, "idempotency-mismatch");
    }

    static String conversation(ConversationId id, String kind, PersonId... members) {
        return "{\"conversationId\":\"%s\",\"kind\":\"%s\",%s\"memberIds\":[%s]}"
                .formatted(
                        id,
                        kind,
                        kind.equals("direct") ? "" : "\"title\":\"A title\",",
                        Stream.of(members).map(member -> "\"" + member + "\"").collect(Collectors.joining(",")));
    }

    private static String members(ConversationId id) {
        return "/v1/conversations/" + id + "/members";
    }
}
