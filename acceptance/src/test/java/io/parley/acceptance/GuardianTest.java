package io.parley.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.client.ConversationId;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// A child of ten: by the European rules their guardian's answer decides whether their words are archived.
class GuardianTest {

    private static final String GUARDIAN = "urn:parley:scim:Person:guardian";

    private final Persona judy = Region.judyTheGuardian();
    private final Persona child = Newcomer.minor();
    private final String childId = child.id().toString();
    private final String forChild = "?onBehalfOf=" + childId;
    private final Raw heidi = Region.heidiThePrivacyOfficer().http();
    private String notice = "";
    private ConversationId conversation = ConversationId.next();

    @BeforeEach
    void aChildAndAConversation() {
        LocalDate born = LocalDate.now(ZoneOffset.UTC).minusYears(10).minusDays(30);
        Newcomer.replaces(childId, "urn:parley:scim:Person:birthDate", quoted(born))
                .hasStatus(200);
        notice = published(Newcomer.department(child));
        conversation = Region.alice().agreed().opens("group", child).conversationId();
    }

    @Test
    void theirAnswerDecidesAndTheyMayTakeItBack() {
        isGuarded();
        assertThat(wards()).contains(childId);
        child.http().get("/v1/me/notices").hasStatus(200);
        child.http().post("/v1/me/answers", answer(notice, "")).hasStatus(201);
        assertThat(ground()).isEqualTo("none");
        assertThat(state()).isNotEqualTo("archived");

        judy.http().post("/v1/me/answers", answer(notice, childId)).isProblem(409, "notice-not-served");
        assertThat(pending()).contains(notice);
        JsonNode receipt = judy.http()
                .post("/v1/me/answers", answer(notice, childId))
                .hasStatus(201)
                .json();

        assertThat(receipt.path("header").path("piiPrincipalId").asString()).isEqualTo(childId);
        assertThat(receipt.path("events").path(0).path("entityId").asString())
                .isEqualTo(judy.id().toString());
        assertThat(ground()).isEqualTo("consent");
        Wait.shortly().until(() -> state().equals("archived"));
        assertThat(judy.http()
                        .get("/v1/me/answers" + forChild)
                        .hasStatus(200)
                        .json()
                        .path("items"))
                .hasSize(2);

        judy.http().post("/v1/me/purposes/archive/withdraw" + forChild, "{}").hasStatus(201);
        assertThat(ground()).isEqualTo("none");
        Wait.shortly().until(() -> !state().equals("archived"));
    }

    @Test
    void withTheRoleAloneNobodySpeaksForAChild() {
        judy.http().get("/v1/me/notices" + forChild).isProblem(404, "not-found");
        judy.http().get("/v1/me/answers" + forChild).isProblem(404, "not-found");
        judy.http().post("/v1/me/purposes/archive/withdraw" + forChild, "{}").isProblem(404, "not-found");
        judy.http().post("/v1/me/answers", answer(notice, childId)).isProblem(404, "not-found");
        judy.http()
                .post("/v1/me/answers", answer(notice, Region.alice().id().toString()))
                .isProblem(404, "not-found");
    }

    @Test
    void onlyAnAdultBecomesAGuardian() {
        for (String unfit : List.of(
                childId, Newcomer.minor().id().toString(), ConversationId.next().toString())) {
            JsonNode refused = Newcomer.replaces(childId, GUARDIAN, quoted(unfit))
                    .hasStatus(400)
                    .json();
            assertThat(refused.path("scimType").asString()).isEqualTo("invalidValue");
        }
        assertThat(wards()).doesNotContain(childId);
    }

    private void isGuarded() {
        Newcomer.replaces(childId, GUARDIAN, quoted(judy.id())).hasStatus(200);
    }

    private String published(String department) {
        String draft = heidi.post("/v1/notices", """
                        {"purpose":"archive","kind":"consent","audience":{"kinds":["minor"],"groups":["%s"]},
                         "texts":{"en":{"title":"Archive","text":"An example text."}},"material":true}""".formatted(department))
                .hasStatus(201)
                .json()
                .path("noticeId")
                .asString();
        heidi.post("/v1/notices/" + draft + "/versions/1/publish", "{}").hasStatus(200);
        return draft;
    }

    private List<String> wards() {
        return texts(judy.http().get("/v1/me").hasStatus(200).json().path("wards"));
    }

    private List<String> pending() {
        return judy.http()
                .get("/v1/me/notices" + forChild)
                .hasStatus(200)
                .json()
                .valueStream()
                .map(one -> one.path("noticeId").asString())
                .toList();
    }

    private String ground() {
        return heidi.get("/v1/people/" + childId + "/basis?purpose=archive")
                .hasStatus(200)
                .json()
                .path("ground")
                .asString();
    }

    private String state() {
        return Region.alice().api().conversations().get(conversation).archiveState();
    }

    private static List<String> texts(JsonNode array) {
        return array.valueStream().map(JsonNode::asString).toList();
    }

    private static String quoted(Object value) {
        return '"' + value.toString() + '"';
    }

    /// @param onBehalfOf nobody when empty
    private static String answer(String notice, String onBehalfOf) {
        String ward = onBehalfOf.isEmpty() ? "" : ",\"onBehalfOf\":\"" + onBehalfOf + "\"";
        return """
                {"noticeId":"%s","version":1,"locale":"en","answer":"accepted","shownAt":"%s"%s}""".formatted(notice, Instant.now(), ward);
    }
}
