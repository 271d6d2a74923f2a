package io.parley.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.contracts.Ids;
import io.parley.contracts.Topics;
import io.parley.contracts.event.ArchiveState;
import io.parley.contracts.event.AuditRecorded;
import io.parley.testing.TestIssuer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Conversations as clients, gateways and auditors see them.
class ConversationApiIT extends CallingTheApi {

    @Test
    void opensAConversation() {
        UUID id = Ids.next();
        Answer opened = post(aliceName, "/v1/conversations", opening(id, "group", "Plans", bob));
        assertThat(opened.status()).isEqualTo(201);
        assertThat(opened.http().headers().firstValue("Location")).contains("/v1/conversations/" + id);
        assertThat(opened.body().get("conversationId").asString()).isEqualTo(id.toString());
        assertThat(opened.body().get("kind").asString()).isEqualTo("group");
        assertThat(opened.body().get("title").asString()).isEqualTo("Plans");
        assertThat(opened.body().get("region").asString()).isEqualTo("eu");
        assertThat(opened.body().get("lastSeq").asLong()).isZero();
        assertThat(opened.body().get("archive").get("state").asString()).isEqualTo("pending");
        assertThat(members(opened.body())).containsExactlyInAnyOrder(alice, bob);
        assertThat(opened.body().get("role").asString()).isEqualTo("owner");
        assertThat(opened.body().get("history").asString()).isEqualTo("all");
        JsonNode bobs = get(bobName, "/v1/conversations/" + id).body();
        assertThat(bobs.get("role").asString()).isEqualTo("member");
        assertThat(bobs.get("members")).isEqualTo(opened.body().get("members"));
        assertThat(get(carolName, "/v1/conversations/" + id).status()).isEqualTo(404);
    }

    @Test
    void openingAgainAnswersTheSameAndAnotherBodyIsRefused() {
        UUID id = Ids.next();
        Answer first = post(aliceName, "/v1/conversations", opening(id, "group", "Plans", bob));
        Answer again = post(aliceName, "/v1/conversations", opening(id, "group", "Plans", bob));
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.body()).isEqualTo(first.body());
        Answer other = post(aliceName, "/v1/conversations", opening(id, "group", "Other", bob));
        assertThat(other.status()).isEqualTo(409);
        assertThat(code(other)).isEqualTo("idempotency-mismatch");
    }

    @Test
    void aSecondDirectConversationIsTheFirst() {
        Answer first = post(aliceName, "/v1/conversations", opening(Ids.next(), "direct", null, bob));
        Answer second = post(bobName, "/v1/conversations", opening(Ids.next(), "direct", null, alice));
        assertThat(first.status()).isEqualTo(201);
        assertThat(second.status()).isEqualTo(200);
        assertThat(second.body().get("conversationId")).isEqualTo(first.body().get("conversationId"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"kind\":\"group\",\"memberIds\":[\"nobody\"]}",
                "{\"kind\":\"group\",\"memberIds\":[null]}",
                "{\"kind\":\"group\"}",
                "{\"kind\":\"crowd\",\"memberIds\":[]}",
                "{\"memberIds\":[]}",
                "{\"kind\":\"direct\",\"memberIds\":[]}",
                "{\"kind\":\"group\",\"title\":\"a\\u0000b\",\"memberIds\":[]}",
                "{\"kind\":\"group\",\"memberIds\":[\"0199aaaa-0000-7000-8000-000000000000\"]}",
                "{\"kind\":\"group\",\"memberIds\":7}",
                "{\"conversationId\":\"x\",\"kind\":\"group\",\"memberIds\":[]}",
                "{\"kind\":",
                "[]"
            })
    void saysWhatIsWrongWithAnOpening(String body) {
        Answer answer = post(aliceName, "/v1/conversations", body);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(code(answer)).isIn("invalid-request", "malformed-request");
    }

    @Test
    void listsOnesOwnByPages() {
        List<String> opened = List.of(open(), open(), open());
        Answer first = get(aliceName, "/v1/conversations?limit=2");
        assertThat(ids(first)).containsExactlyElementsOf(opened.subList(0, 2));
        String cursor = first.body().get("nextCursor").asString();
        Answer second = get(aliceName, "/v1/conversations?limit=2&after=" + cursor);
        assertThat(ids(second)).containsExactly(opened.get(2));
        assertThat(second.body().get("nextCursor").isNull()).isTrue();
        assertThat(ids(get(carolName, "/v1/conversations"))).isEmpty();
        assertThat(get(aliceName, "/v1/conversations?limit=0").status()).isEqualTo(400);
        assertThat(get(aliceName, "/v1/conversations?after=!").status()).isEqualTo(400);
        assertThat(get(aliceName, "/v1/conversations/1-1-1-1-1").status()).isEqualTo(400);
    }

    @Test
    void membershipChangesAreItemsOfTheConversation() {
        String room = open(bob);
        Answer added = post(aliceName, room(room) + "/members", "{\"personIds\":[\"" + carol + "\"]}");
        assertThat(added.status()).isEqualTo(200);
        assertThat(members(added.body())).containsExactlyInAnyOrder(alice, bob, carol);
        assertThat(post(aliceName, room(room) + "/members", "{\"personIds\":[\"" + carol + "\"]}")
                        .status())
                .isEqualTo(200);
        assertThat(delete(aliceName, room(room) + "/members/" + bob).status()).isEqualTo(204);
        assertThat(delete(aliceName, room(room) + "/members/" + bob).status()).isEqualTo(404);
        Answer outsider = post(bobName, room(room) + "/members", "{\"personIds\":[\"" + bob + "\"]}");
        assertThat(outsider.status()).isEqualTo(403);
        assertThat(code(outsider)).isEqualTo("not-a-member");

        JsonNode items = get(carolName, room(room) + "/messages").body().get("items");
        assertThat(items.values().stream()
                        .map(item -> item.get("content").get("event").asString()))
                .containsExactly("members-added", "member-removed");
        assertThat(items.get(0).get("content").get("personIds").get(0).asString())
                .isEqualTo(carol.toString());
        assertThat(items.get(0).get("seq").asLong()).isEqualTo(1);
        assertThat(items.get(0).get("system").asBoolean()).isTrue();
    }

    @Test
    void aDirectConversationCannotGrow() {
        String room = post(aliceName, "/v1/conversations", opening(Ids.next(), "direct", null, bob))
                .body()
                .get("conversationId")
                .asString();
        Answer added = post(aliceName, room(room) + "/members", "{\"personIds\":[\"" + carol + "\"]}");
        assertThat(added.status()).isEqualTo(422);
        assertThat(code(added)).isEqualTo("rule-violated");
    }

    @Test
    void theReadMarkNeverMovesBack() {
        String room = open(bob);
        say(room, alice, "{\"type\":\"text\",\"text\":\"1\"}");
        say(room, alice, "{\"type\":\"text\",\"text\":\"2\"}");
        assertThat(put(bobName, room(room) + "/read", "{\"seq\":2}").status()).isEqualTo(204);
        assertThat(put(bobName, room(room) + "/read", "{\"seq\":1}").status()).isEqualTo(204);
        assertThat(get(bobName, room(room)).body().get("readSeq").asLong()).isEqualTo(2);
        assertThat(get(aliceName, room(room)).body().get("readSeq").asLong()).isZero();
        assertThat(put(bobName, room(room) + "/read", "{\"seq\":3}").status()).isEqualTo(400);
        assertThat(put(bobName, room(room) + "/read", "{}").status()).isEqualTo(400);
        assertThat(put(carolName, room(room) + "/read", "{\"seq\":1}").status()).isEqualTo(404);
    }

    @Test
    void showsWhatTheArchiveSaysInItsOrder() {
        String room = open(bob);
        archiveState(room, 2, ArchiveState.ARCHIVED, "all-parties-agreed");
        archiveState(room, 1, ArchiveState.ARCHIVE_PENDING, "not-decided");
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            JsonNode archive = get(aliceName, room(room)).body().get("archive");
            assertThat(archive.get("state").asString()).isEqualTo("archived");
            assertThat(archive.get("why").asString()).isEqualTo("all-parties-agreed");
        });
        archiveState(room, 3, ArchiveState.NOT_ARCHIVED, "consent-withdrawn");
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(get(aliceName, room(room))
                                .body()
                                .get("archive")
                                .get("state")
                                .asString())
                        .isEqualTo("not-archived"));
    }

    @Test
    void tellsGatewaysWhatTheyNeedAtSignIn() {
        String room = open(bob);
        say(room, alice, "{\"type\":\"text\",\"text\":\"1\"}");
        String service = TestIssuer.shared().service("gateway-service", "internal");
        String asked = "{\"personIds\":[\"%s\",\"%s\"]}".formatted(bob, carol);
        JsonNode standings = send(service, "POST", "/internal/standings", asked).body();
        assertThat(standings.size()).isEqualTo(2);
        assertThat(standings.get(0).get("personId").asString()).isEqualTo(bob.toString());
        JsonNode own = standings.get(0).get("conversations");
        assertThat(own.size()).isEqualTo(1);
        assertThat(own.get(0).get("conversationId").asString()).isEqualTo(room);
        assertThat(own.get(0).get("lastSeq").asLong()).isEqualTo(1);
        assertThat(standings.get(1).get("conversations").size()).isZero();
        assertThat(send(service, "GET", "/internal/conversations/" + room + "/members", null)
                        .body()
                        .get("memberIds")
                        .size())
                .isEqualTo(2);
        assertThat(post(aliceName, "/internal/standings", asked).status()).isEqualTo(403);
    }

    @Test
    void recordsMembershipForTheAuditAndNoMessages() {
        List<AuditRecorded> audit = new CopyOnWriteArrayList<>();
        var tail = tails.fromStart(
                Topics.AUDIT_RECORDED,
                records -> records.forEach(record -> {
                    try {
                        audit.add(AuditRecorded.parseFrom(record.value()));
                    } catch (IOException unreadable) {
                        throw new IllegalStateException(unreadable);
                    }
                }));
        tail.start();
        try {
            String room = open(bob);
            say(room, alice, "{\"type\":\"text\",\"text\":\"1\"}");
            post(aliceName, room(room) + "/members", "{\"personIds\":[\"" + carol + "\"]}");
            delete(carolName, room(room) + "/members/" + carol);
            put(aliceName, room(room) + "/members/" + bob + "/role", "{\"role\":\"moderator\"}");
            patch(aliceName, room(room), "{\"title\":\"secret\",\"history\":\"from-joining\"}");
            delete(aliceName, room(room) + "/members/" + alice);
            await().atMost(Duration.ofSeconds(10))
                    .untilAsserted(() -> assertThat(audit)
                            .filteredOn(event -> event.getObjectId().equals(room))
                            .extracting(AuditRecorded::getAction)
                            .containsExactly(
                                    "conversation.opened",
                                    "members.added",
                                    "member.removed",
                                    "member.role-changed",
                                    "conversation.changed",
                                    "member.removed"));
            assertThat(audit)
                    .filteredOn(event -> event.getObjectId().equals(room))
                    .flatExtracting(AuditRecorded::getChangesList)
                    .extracting(change -> change.getField() + ": " + change.getBefore() + " > " + change.getAfter())
                    .containsExactly(
                            "role: member > moderator", "history: all > from-joining", "owner: " + alice + " > " + bob);
            assertThat(audit.toString()).doesNotContain("secret");
        } finally {
            tail.stop();
        }
    }

    @Test
    void documentsItsCalls() {
        Answer document = get(aliceName, "/internal/openapi.json");
        assertThat(document.body().get("paths").propertyNames())
                .contains(
                        "/v1/conversations",
                        "/v1/conversations/{id}",
                        "/v1/conversations/{id}/members",
                        "/v1/conversations/{id}/members/{personId}",
                        "/v1/conversations/{id}/messages",
                        "/v1/conversations/{id}/read")
                .allMatch(path -> path.startsWith("/v1/"));
    }
}
