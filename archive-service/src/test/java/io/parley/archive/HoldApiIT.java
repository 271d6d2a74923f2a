package io.parley.archive;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.contracts.ConversationId;
import io.parley.contracts.Ids;
import io.parley.contracts.PersonId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class HoldApiIT extends RunningHolds {

    @Test
    void showsAHoldAsItWasPlaced() {
        PersonId person = PersonId.next();
        ConversationId conversation = ConversationId.next();
        Http.Answer placed = officer.post(HOLDS, """
                {"name":"Prices","caseRef":"CASE-9","visibility":"silent","ground":"A court order","scope":
                 {"personIds":["%s"],"conversationIds":["%s"],"from":"2026-01-01T00:00:00Z","to":"2026-02-01T00:00:00Z"}}
                """.formatted(person, conversation));

        assertThat(placed.status()).isEqualTo(201);
        JsonNode hold = placed.body();
        assertThat(hold.path("state").asString()).isEqualTo("in-force");
        assertThat(hold.path("name").asString()).isEqualTo("Prices");
        assertThat(hold.path("caseRef").asString()).isEqualTo("CASE-9");
        assertThat(hold.path("visibility").asString()).isEqualTo("silent");
        assertThat(hold.path("ground").asString()).isEqualTo("A court order");
        assertThat(hold.path("placedBy").asString()).isEqualTo(officer.id().toString());
        assertThat(hold.path("scope").toString())
                .isEqualTo(("{\"personIds\":[\"%s\"],\"conversationIds\":[\"%s\"],\"everybody\":false,"
                                + "\"from\":\"2026-01-01T00:00:00Z\",\"to\":\"2026-02-01T00:00:00Z\"}")
                        .formatted(person, conversation));
        assertThat(officer.get(HOLDS + "/" + hold.path("holdId").asString()).body())
                .isEqualTo(hold);
    }

    @Test
    void tellsOfHoldsOnlyThoseWhoAccountForThem() {
        String hold = placed(onPerson(PersonId.next()), "visible");

        for (String role : List.of("officer", "approver", "auditor", "privacy")) {
            Http reader = somebody("member", role);
            assertThat(reader.get(HOLDS + "/" + hold).status()).as(role).isEqualTo(200);
            assertThat(ids(reader)).as(role).contains(hold);
        }
        for (String role : List.of("member", "admin")) {
            Http other = somebody(role);
            assertThat(other.get(HOLDS).code()).as(role).isEqualTo("forbidden");
            assertThat(other.get(HOLDS + "/" + hold).code()).as(role).isEqualTo("forbidden");
        }
        for (String role : List.of("approver", "auditor", "privacy", "member", "admin")) {
            assertThat(somebody("member", role)
                            .post(HOLDS, body(onPerson(PersonId.next()), "visible"))
                            .code())
                    .as(role)
                    .isEqualTo("forbidden");
        }
        for (String role : List.of("auditor", "privacy", "member", "admin")) {
            assertThat(release(somebody("member", role), hold).code()).as(role).isEqualTo("forbidden");
        }
        for (String role : List.of("auditor", "member", "admin")) {
            assertThat(dispose(somebody("member", role), hold).code()).as(role).isEqualTo("forbidden");
        }
    }

    @Test
    void isReleasedOnceAndByTwoPersonsOfWhomTheSecondDidNotPlaceIt() {
        String hold = placed(onPerson(PersonId.next()), "visible");
        Http another = somebody("officer");

        JsonNode asked = release(another, hold).body();
        assertThat(asked.path("state").asString()).isEqualTo("release-requested");
        assertThat(asked.has("releasedBy")).isFalse();
        assertThat(release(another, hold).code()).as("who asked").isEqualTo("four-eyes");
        assertThat(release(officer, hold).code()).as("who placed it").isEqualTo("four-eyes");
        JsonNode released = release(approver, hold).body();
        assertThat(released.path("state").asString()).isEqualTo("released");
        assertThat(released.path("releasedBy").asString())
                .isEqualTo(approver.id().toString());
        assertThat(released.path("releasedAt").isString()).isTrue();
        assertThat(released.path("comment").asString()).isEqualTo("settled");
        assertThat(released.path("steps")
                        .valueStream()
                        .map(step -> step.path("by").asString()))
                .containsExactly(another.id().toString(), approver.id().toString());
        assertThat(release(approver, hold).code()).isEqualTo("conflict");
        assertThat(ids(officer)).contains(hold);
        assertThat(officer.get(HOLDS + "/" + hold).body()).isEqualTo(released);
        assertThat(release(another, Ids.next().toString()).status()).isEqualTo(404);
    }

    @Test
    void lettingItsPlacerAskForTheReleaseStillNeedsAnother() {
        String hold = placed(onPerson(PersonId.next()), "visible");

        assertThat(officer.post(HOLDS + "/" + hold + "/release", "{\"comment\":\"" + "x".repeat(2001) + "\"}")
                        .body()
                        .path("violations")
                        .get(0)
                        .path("field")
                        .asString())
                .isEqualTo("comment");
        assertThat(officer.post(HOLDS + "/" + hold + "/release", "").status()).isEqualTo(200);
        assertThat(release(officer, hold).code()).isEqualTo("four-eyes");
        assertThat(release(approver, hold).body().path("state").asString()).isEqualTo("released");
    }

    @Test
    void bindsAfterItsReleaseUntilADispositionIsApproved() {
        PersonId person = PersonId.next();
        String hold = placed(onPerson(person), "visible");
        assertThat(dispose(officer, hold).code()).as("not released").isEqualTo("conflict");
        assertThat(covering(person, null, null)).contains(hold);
        released(hold);

        assertThat(covering(person, null, null)).as("released").contains(hold);
        Http privacy = somebody("privacy");
        assertThat(dispose(privacy, hold).body().path("state").asString()).isEqualTo("disposition-requested");
        assertThat(covering(person, null, null)).as("asked").contains(hold);
        assertThat(dispose(privacy, hold).code()).isEqualTo("four-eyes");
        assertThat(dispose(officer, hold).code()).as("no approver").isEqualTo("forbidden");
        assertThat(dispose(approver, hold).body().path("state").asString()).isEqualTo("disposed");
        assertThat(covering(person, null, null)).doesNotContain(hold);
        assertThat(dispose(approver, hold).code()).isEqualTo("conflict");
    }

    @Test
    void neverTellsASilentHoldToAPersonUnderIt() {
        Http named = somebody("auditor", "approver");
        Http member = somebody("auditor");
        Http apart = somebody("auditor");
        Conversation talk = conversation().open(member.id());
        bases().complete();
        awaitDecided(talk.id(), 0);
        String onNamed = placed(onPerson(named.id()), "silent");
        String onTalk = placed(onConversation(talk.id()), "silent");
        String onNamedInTalk = placed(scope(named.id(), talk.id(), null, null), "silent");
        String open = placed(onPerson(named.id()), "visible");
        String own = placed(onPerson(officer.id()), "silent");

        assertThat(ids(named)).contains(onTalk, open, own).doesNotContain(onNamed, onNamedInTalk);
        assertThat(named.get(HOLDS + "/" + onNamed).code()).isEqualTo("not-found");
        assertThat(release(named, onNamed).code()).isEqualTo("not-found");
        assertThat(ids(member)).contains(onNamed, onNamedInTalk, open).doesNotContain(onTalk);
        assertThat(ids(apart)).contains(onNamed, onTalk, onNamedInTalk, open, own);
        assertThat(officer.get(HOLDS + "/" + own).status()).isEqualTo(200);
    }

    @Test
    void pagesThroughEveryHoldOnce() {
        List<String> placed = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            placed.add(placed(onPerson(PersonId.next()), i % 2 == 0 ? "visible" : "silent"));
        }
        List<String> seen = new ArrayList<>();
        String cursor = null;
        do {
            JsonNode page = approver.get(HOLDS + "?limit=2" + (cursor == null ? "" : "&after=" + cursor))
                    .body();
            page.path("items").forEach(hold -> seen.add(hold.path("holdId").asString()));
            cursor = page.path("nextCursor").isNull()
                    ? null
                    : page.path("nextCursor").asString();
            assertThat(seen).doesNotHaveDuplicates();
        } while (cursor != null);

        assertThat(seen).containsSubsequence(placed);
        assertThat(approver.get(HOLDS + "?limit=0").code()).isEqualTo("invalid-request");
        assertThat(approver.get(HOLDS + "?after=!").code()).isEqualTo("invalid-request");
    }

    private static List<String> ids(Http reader) {
        JsonNode page = reader.get(HOLDS + "?limit=1000").body();
        assertThat(page.path("nextCursor").isNull()).isTrue();
        return page.path("items")
                .valueStream()
                .map(hold -> hold.path("holdId").asString())
                .toList();
    }
}
