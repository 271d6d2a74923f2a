package io.parley.consent.notice;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.consent.Answers;
import io.parley.consent.Api;
import io.parley.consent.ConsentIT;
import io.parley.consent.Notices;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Notices for those who belong to a department or read a language, and what becomes of people who come and go.
class DepartmentNoticeIT extends ConsentIT {

    private Api heidi;
    private Someone dave;
    private String sales;

    @BeforeEach
    void aDepartmentAndSomebodyOutsideIt() {
        heidi = as(somebody("employee").name(), "privacy");
        dave = somebody("guest");
        sales = provisioning()
                .post("/scim/v2/Groups", Map.of("displayName", "Sales " + UUID.randomUUID()))
                .is(201)
                .body()
                .path("id")
                .asString();
    }

    @Test
    void whoJoinsIsAskedAndWhoLeavesIsNotAndHasNoGroundAnyMore() {
        String notice = published(Map.of("kinds", List.of("guest"), "groups", List.of(sales)));
        assertThat(Answers.awaited(dave.api())).doesNotContain(notice);
        assertThat(asked(notice)).isZero();

        member("add");
        assertThat(Answers.awaited(dave.api())).contains(notice);
        assertThat(asked(notice)).isOne();
        assertThat(Answers.give(dave.api(), notice, 1, "accepted").status()).isEqualTo(201);
        assertThat(ground()).isEqualTo("consent");

        member("remove");
        assertThat(ground()).isEqualTo("none");
        assertThat(asked(notice)).isZero();
        Answers.give(dave.api(), notice, 1, "accepted").refused(409, "notice-not-applicable");

        member("add");
        assertThat(ground()).isEqualTo("consent");
    }

    @Test
    void aDepartmentThatIsGoneAsksNobody() {
        String notice = published(Map.of("kinds", List.of("guest"), "groups", List.of(sales)));
        member("add");
        assertThat(Answers.awaited(dave.api())).contains(notice);
        Answers.give(dave.api(), notice, 1, "accepted").is(201);

        provisioning().delete("/scim/v2/Groups/" + sales).is(204);

        assertThat(ground()).isEqualTo("none");
        assertThat(asked(notice)).isZero();
    }

    @Test
    void onlyThoseWhoReadTheLanguageAreAsked() {
        String notice = published(Map.of("kinds", List.of("guest"), "languages", List.of("zh")));
        assertThat(Answers.awaited(dave.api())).doesNotContain(notice);
        int others = asked(notice);

        reads("zh-CN");
        assertThat(Answers.awaited(dave.api())).contains(notice);
        assertThat(asked(notice)).isEqualTo(others + 1);
        Answers.give(dave.api(), notice, 1, "accepted").is(201);
        assertThat(ground()).isEqualTo("consent");

        reads("en");
        assertThat(Answers.awaited(dave.api())).doesNotContain(notice);
        assertThat(asked(notice)).isEqualTo(others);
        assertThat(ground()).isEqualTo("none");
    }

    @Test
    void anObligationOfADepartmentCoversThoseWhoJoinIt() {
        Map<String, Object> order = Map.of(
                "purpose",
                "archive",
                "title",
                "Order desk",
                "text",
                "An example.",
                "audience",
                Map.of("kinds", List.of("guest"), "groups", List.of(sales)));
        JsonNode filed = heidi.post("/v1/obligations", order).is(201).body();
        assertThat(filed.path("audience").path("groups").path(0).asString()).isEqualTo(sales);
        Api second = as(somebody("employee").name(), "approver");
        second.post("/v1/obligations/" + filed.path("obligationId").asString() + "/approve", Map.of())
                .is(200);
        assertThat(ground()).isEqualTo("none");

        member("add");
        assertThat(ground()).isEqualTo("legal-obligation");
        member("remove");
        assertThat(ground()).isEqualTo("none");
    }

    @Test
    void refusesAnAudienceThatThereIsNot() {
        JsonNode unknown = heidi.post(
                        "/v1/notices", body(Map.of("kinds", List.of("guest"), "groups", List.of(UUID.randomUUID()))))
                .is(422)
                .body();
        assertThat(unknown.path("violations").path(0).path("field").asString()).isEqualTo("audience.groups");
        heidi.post("/v1/notices", body(Map.of("kinds", List.of("guest"), "groups", List.of("sales"))))
                .is(400);
        heidi.post("/v1/notices", body(Map.of("kinds", List.of("guest"), "languages", List.of("*"))))
                .is(400);
    }

    private String published(Map<String, Object> audience) {
        JsonNode draft = heidi.post("/v1/notices", body(audience)).is(201).body();
        String notice = draft.path("noticeId").asString();
        heidi.post("/v1/notices/" + notice + "/versions/1/publish", Map.of()).is(200);
        return notice;
    }

    private static Map<String, Object> body(Map<String, Object> audience) {
        Map<String, Object> body = new HashMap<>(Notices.body("archive", "consent", "guest"));
        body.put("audience", audience);
        return body;
    }

    private void member(String operation) {
        String value = operation.equals("add")
                ? "{\"op\":\"add\",\"path\":\"members\",\"value\":[{\"value\":\"" + dave.id() + "\"}]}"
                : "{\"op\":\"remove\",\"path\":\"members[value eq \\\"" + dave.id() + "\\\"]\"}";
        int status = provisioning()
                .patch("/scim/v2/Groups/" + sales, "{\"Operations\":[" + value + "]}")
                .status();
        assertThat(status).isBetween(200, 204);
    }

    private void reads(String language) {
        provisioning()
                .patch(
                        "/scim/v2/Users/" + dave.id(),
                        "{\"Operations\":[{\"op\":\"replace\",\"path\":\"urn:parley:scim:Person:languages\","
                                + "\"value\":[\"" + language + "\"]}]}")
                .is(200);
    }

    private String ground() {
        return heidi.get("/v1/people/" + dave.id() + "/basis?purpose=archive")
                .is(200)
                .body()
                .path("ground")
                .asString();
    }

    private int asked(String notice) {
        return heidi.get("/v1/notices/" + notice + "/versions/1/progress")
                .is(200)
                .body()
                .path("asked")
                .asInt();
    }
}
