package io.parley.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.client.AuditLog.Event;
import io.parley.client.AuditLog.Filter;
import io.parley.client.ConversationId;
import io.parley.client.PersonId;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Legal holds: one person places, two release, two dispose, and a silent one is not told to those under it.
class HoldTest {

    private static final String HOLDS = "/v1/archive/holds";
    private static final String NOBODY_KNOWN = "{\"personIds\":[\"%s\"]}".formatted(UUID.randomUUID());

    private final Raw erin = Region.erinTheOfficer().http();
    private final Raw frank = Region.frankTheApprover().http();
    private final Raw grace = Region.graceTheAuditor().http();
    private final String caseRef = Officers.newCase();
    private final List<String> inForce = new ArrayList<>();

    /// A hold that is left behind would keep what other tests destroy.
    @AfterEach
    void release() {
        inForce.forEach(hold -> Officers.dispose(hold));
    }

    @Test
    void aHoldIsShownAsItWasPlaced() {
        PersonId bob = Region.bob().id();
        ConversationId talk = Region.alice().opens("group", Region.bob()).conversationId();
        JsonNode placed = place(
                        erin,
                        hold(
                                "{\"personIds\":[\"%s\"],\"conversationIds\":[\"%s\"],\"from\":\"2026-01-01T00:00:00Z\"}"
                                        .formatted(bob, talk),
                                "visible"))
                .hasStatus(201)
                .json();
        inForce.add(id(placed));

        assertThat(placed.path("state").asString()).isEqualTo("in-force");
        assertThat(placed.path("caseRef").asString()).isEqualTo(caseRef);
        assertThat(placed.path("visibility").asString()).isEqualTo("visible");
        assertThat(placed.path("ground").asString()).isEqualTo("A court asked for it.");
        assertThat(placed.path("placedBy").asString())
                .isEqualTo(Region.erinTheOfficer().id().toString());
        assertThat(placed.path("scope").path("personIds").path(0).asString()).isEqualTo(bob.toString());
        assertThat(placed.path("scope").path("conversationIds").path(0).asString())
                .isEqualTo(talk.toString());
        assertThat(placed.path("scope").has("to")).isFalse();
        for (Raw reader :
                List.of(erin, frank, grace, Region.heidiThePrivacyOfficer().http())) {
            assertThat(reader.get(HOLDS + "/" + id(placed)).hasStatus(200).json())
                    .isEqualTo(placed);
        }
    }

    @Test
    void othersAreRefused() {
        String hold = placed(NOBODY_KNOWN, "visible");

        for (Persona other : List.of(Region.alice(), Region.dave(), Region.ivanTheAdmin())) {
            other.http().get(HOLDS).isProblem(403, "forbidden");
            other.http().get(HOLDS + "/" + hold).isProblem(403, "forbidden");
            place(other.http(), hold(NOBODY_KNOWN, "visible")).isProblem(403, "forbidden");
            release(other.http(), hold).isProblem(403, "forbidden");
        }
        for (Raw reader : List.of(frank, grace, Region.heidiThePrivacyOfficer().http())) {
            place(reader, hold(NOBODY_KNOWN, "visible")).isProblem(403, "forbidden");
        }
        release(grace, hold).isProblem(403, "forbidden");
        Raw.anonymous().get(HOLDS).isProblem(401, "unauthenticated");
        erin.post("/internal/holds/covering", "{}").isProblem(404, "not-found");
    }

    @Test
    void badInputIsNamedByItsField() {
        String words = "\"name\":\"N\",\"caseRef\":\"C\",\"ground\":\"G\"";
        String scope = "\"scope\":" + NOBODY_KNOWN;
        refused("name", "{\"caseRef\":\"C\",\"ground\":\"G\",\"visibility\":\"visible\"," + scope + "}");
        refused("caseRef", "{\"name\":\"N\",\"ground\":\"G\",\"visibility\":\"visible\"," + scope + "}");
        refused("ground", "{\"name\":\"N\",\"caseRef\":\"C\",\"visibility\":\"silent\"," + scope + "}");
        refused(
                "ground",
                "{\"name\":\"N\",\"caseRef\":\"C\",\"ground\":\" \",\"visibility\":\"visible\"," + scope + "}");
        refused("visibility", "{" + words + "," + scope + "}");
        refused("visibility", "{" + words + ",\"visibility\":\"hidden\"," + scope + "}");
        refused("scope", "{" + words + ",\"visibility\":\"visible\"}");
        for (String nobody : List.of("{}", "{\"personIds\":[],\"conversationIds\":[]}", "{\"everybody\":false}")) {
            refused("scope.everybody", hold(nobody, "visible"));
        }
        refused("scope.everybody", hold(NOBODY_KNOWN.replace("}", ",\"everybody\":true}"), "visible"));
        refused("scope.personIds", hold("{\"personIds\":[null]}", "visible"));
        for (String none : List.of("[null]", "[\" \"]", "[\"!?\"]")) {
            refused("scope.words", hold(NOBODY_KNOWN.replace("}", ",\"words\":" + none + "}"), "visible"));
        }
        for (String date : List.of("2020-01-01", "2999-01-01")) {
            refused(
                    "reviewDate",
                    hold(NOBODY_KNOWN, "silent").replace("\"name\"", "\"reviewDate\":\"" + date + "\",\"name\""));
        }
        refused("scope.conversationIds", hold("{\"conversationIds\":[null]}", "visible"));
        refused(
                "scope.to",
                hold(
                        NOBODY_KNOWN.replace(
                                "}", ",\"from\":\"2026-02-01T00:00:00Z\",\"to\":\"2026-02-01T00:00:00Z\"}"),
                        "visible"));
        place(erin, hold("{\"personIds\":[\"x\"]}", "visible")).hasStatus(400);
        place(erin, hold("[]", "visible")).isProblem(400, "malformed-request");
        place(erin, "{").isProblem(400, "malformed-request");
    }

    @Test
    void twoPersonsReleaseAndOnlyOnce() {
        String hold = placed(NOBODY_KNOWN, "visible");

        release(erin, hold).hasStatus(200);
        assertThat(state(hold)).isEqualTo("release-requested");
        release(erin, hold).isProblem(403, "four-eyes");
        JsonNode released = release(frank, hold).hasStatus(200).json();
        inForce.remove(hold);

        assertThat(released.path("state").asString()).isEqualTo("released");
        assertThat(released.path("releasedBy").asString())
                .isEqualTo(Region.frankTheApprover().id().toString());
        assertThat(released.path("comment").asString()).isEqualTo("The case is closed.");
        release(frank, hold).isProblem(409, "conflict");
        assertThat(all(erin)).contains(hold);
        release(frank, UUID.randomUUID().toString()).isProblem(404, "not-found");
    }

    @Test
    void whoPlacedItNeverGrantsTheRelease() {
        String hold = placed(NOBODY_KNOWN, "visible");

        release(frank, hold).hasStatus(200);
        release(erin, hold).isProblem(403, "four-eyes");
        release(frank, hold).isProblem(403, "four-eyes");
        assertThat(state(hold)).isEqualTo("release-requested");
        inForce.remove(hold);
    }

    @Test
    void aReleasedHoldBindsUntilTwoPersonsDisposeOfWhatItKept() {
        String hold = placed(NOBODY_KNOWN, "visible");

        dispose(erin, hold).isProblem(409, "conflict");
        release(erin, hold).hasStatus(200);
        release(frank, hold).hasStatus(200);
        inForce.remove(hold);
        dispose(erin, hold).hasStatus(200);
        assertThat(state(hold)).isEqualTo("disposition-requested");
        dispose(erin, hold).isProblem(403, "four-eyes");
        dispose(grace, hold).isProblem(403, "forbidden");
        dispose(frank, hold).hasStatus(200);
        assertThat(state(hold)).isEqualTo("disposed");
    }

    @Test
    void aSilentHoldIsNotToldToThePersonUnderItWhateverTheirRole() {
        String silent = placed(
                "{\"personIds\":[\"%s\"]}".formatted(Region.graceTheAuditor().id()), "silent");
        String visible = placed(
                "{\"personIds\":[\"%s\"]}".formatted(Region.graceTheAuditor().id()), "visible");

        assertThat(all(grace)).contains(visible).doesNotContain(silent);
        grace.get(HOLDS + "/" + silent).isProblem(404, "not-found");
        assertThat(all(frank)).contains(visible, silent);
    }

    @Test
    void whatItIsAboutIsShownAndWhenItIsReviewed() {
        String hold = placed(NOBODY_KNOWN.replace("}", ",\"words\":[\"secret price\",\"秘密价格\"]}"), "silent");

        JsonNode shown = grace.get(HOLDS + "/" + hold).hasStatus(200).json();
        assertThat(shown.path("scope").path("words").toString()).isEqualTo("[\"secret price\",\"秘密价格\"]");
        assertThat(shown.path("reviewDate").asString())
                .isEqualTo(LocalDate.now(ZoneOffset.UTC).plusYears(1).toString());
        String sooner = LocalDate.now(ZoneOffset.UTC).plusDays(90).toString();
        String review = "{\"reviewDate\":\"" + sooner + "\",\"comment\":\"still at court\"}";
        grace.post(HOLDS + "/" + hold + "/review", review).isProblem(403, "forbidden");
        JsonNode reviewed = frank.post(HOLDS + "/" + hold + "/review", review)
                .hasStatus(200)
                .json();
        assertThat(reviewed.path("reviewDate").asString()).isEqualTo(sooner);
        assertThat(reviewed.path("state").asString()).isEqualTo("in-force");
    }

    @Test
    void pagesFollowOneAnother() {
        List<String> placed = List.of(
                placed(NOBODY_KNOWN, "visible"), placed(NOBODY_KNOWN, "silent"), placed(NOBODY_KNOWN, "visible"));

        List<String> seen = all(grace);

        assertThat(seen).containsSubsequence(placed);
        for (String query : new String[] {"?limit=0", "?limit=1001", "?limit=x", "?after=x"}) {
            grace.get(HOLDS + query).hasStatus(400);
        }
    }

    @Test
    void theSameKeyPlacesOneHold() {
        Raw repeated = erin.with("Idempotency-Key", UUID.randomUUID().toString());
        String body = hold(NOBODY_KNOWN, "visible");

        String first = id(place(repeated, body).hasStatus(201).json());
        inForce.add(first);
        assertThat(id(place(repeated, body).hasStatus(201).json())).isEqualTo(first);
    }

    @Test
    void whoPlacedAndWhoReleasedIsOnRecord() {
        String hold = placed(NOBODY_KNOWN, "silent");
        release(erin, hold).hasStatus(200);
        release(frank, hold).hasStatus(200);
        inForce.remove(hold);

        Event placed = event("hold.placed");
        assertThat(placed.actor().id()).isEqualTo(Region.erinTheOfficer().id().toString());
        assertThat(placed.object().id()).isEqualTo(hold);
        assertThat(placed.outcome()).isEqualTo("success");
        assertThat(placed.detail().path("visibility").asString()).isEqualTo("silent");
        assertThat(placed.detail().path("people").asString()).isEqualTo("1");
        assertThat(placed.detail().toString()).doesNotContain("court");
        Event released = event("hold.released");
        assertThat(released.actor().id())
                .isEqualTo(Region.frankTheApprover().id().toString());
        assertThat(released.object().id()).isEqualTo(hold);
    }

    private Event event(String action) {
        List<Event> found = Wait.shortly()
                .until(
                        () -> Region.graceTheAuditor()
                                .api()
                                .audit()
                                .all(Filter.action(action).caseRef(caseRef)),
                        events -> !events.isEmpty());
        assertThat(found).hasSize(1);
        return found.getFirst();
    }

    private String placed(String scope, String visibility) {
        String hold = id(place(erin, hold(scope, visibility)).hasStatus(201).json());
        inForce.add(hold);
        return hold;
    }

    private String hold(String scope, String visibility) {
        return """
                {"name":"A test","caseRef":"%s","scope":%s,"visibility":"%s","ground":"A court asked for it."}
                """.formatted(caseRef, scope, visibility);
    }

    private static Raw.Answer place(Raw by, String body) {
        return by.post(HOLDS, body);
    }

    private void refused(String field, String body) {
        place(erin, body).isProblem(400, "invalid-request").namesField(field);
    }

    private static Raw.Answer release(Raw by, String hold) {
        return by.post(HOLDS + "/" + hold + "/release", "{\"comment\":\"The case is closed.\"}");
    }

    private static Raw.Answer dispose(Raw by, String hold) {
        return by.post(HOLDS + "/" + hold + "/disposition", "{}");
    }

    private String state(String hold) {
        return erin.get(HOLDS + "/" + hold).hasStatus(200).json().path("state").asString();
    }

    private static String id(JsonNode hold) {
        return hold.path("holdId").asString();
    }

    /// Read in pages of two.
    private static List<String> all(Raw reader) {
        List<String> seen = new ArrayList<>();
        String after = "";
        do {
            JsonNode page = reader.get(HOLDS + "?limit=2" + (after.isEmpty() ? "" : "&after=" + after))
                    .hasStatus(200)
                    .json();
            page.path("items").forEach(hold -> seen.add(id(hold)));
            assertThat(seen).doesNotHaveDuplicates();
            after = page.path("nextCursor").asString("");
        } while (!after.isEmpty());
        return seen;
    }
}
