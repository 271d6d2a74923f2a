package io.parley.consent.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.consent.Answers;
import io.parley.consent.Api;
import io.parley.consent.ConsentIT;
import io.parley.consent.Notices;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// In the European pack a minor's own answer counts from 16 on; before, their guardian's does.
class GuardianIT extends ConsentIT {

    private Api heidi;
    private Someone child;
    private Someone parent;
    private Api guardian;
    private String notice;

    @BeforeEach
    void aChildAndAParent() {
        heidi = as(somebody("employee").name(), "privacy");
        child = somebody("minor");
        parent = somebody("guest");
        guardian = as(parent.name(), "member", "guardian");
        is(child, "birthDate", born(10)).is(200);
        is(child, "guardian", parent.id()).is(200);
        notice = new Notices(heidi).published("archive", "consent", "minor");
    }

    @Test
    void theGuardiansAnswerCountsWhereTheMinorsDoesNot() {
        assertThat(Answers.awaited(child.api())).contains(notice);
        answer(child.api(), "accepted", Map.of()).is(201);
        assertThat(ground()).isEqualTo("none");
        assertThat(Answers.awaited(child.api())).doesNotContain(notice);
        assertThat(guardian.get("/v1/me").is(200).body().path("wards").path(0).asString())
                .isEqualTo(child.id());
        answer(guardian, "accepted", forChild()).is(409);

        assertThat(Answers.awaited(guardian, "?onBehalfOf=" + child.id())).contains(notice);
        JsonNode receipt = answer(guardian, "accepted", forChild()).is(201).body();

        assertThat(ground()).isEqualTo("consent");
        assertThat(receipt.path("header").path("piiPrincipalId").asString()).isEqualTo(child.id());
        assertThat(receipt.path("events").path(0).path("entityId").asString()).isEqualTo(parent.id());
        assertThat(receipt.path("parties").path(2).path("partyRole").asString()).isEqualTo("guardian");
        assertThat(Answers.awaited(guardian, "?onBehalfOf=" + child.id())).doesNotContain(notice);
        JsonNode last =
                child.api().get("/v1/me/answers").is(200).body().path("items").path(1);
        assertThat(last.path("guardianId").asString()).isEqualTo(parent.id());
        assertThat(guardian.get("/v1/me/answers?onBehalfOf=" + child.id())
                        .is(200)
                        .body()
                        .path("items"))
                .hasSize(2);
        answer(guardian, "accepted", forChild()).is(200);
    }

    @Test
    void bothMayTakeItBack() {
        consented();
        child.api().post("/v1/me/purposes/archive/withdraw", Map.of()).is(201);
        assertThat(ground()).isEqualTo("none");

        consented();
        guardian.post("/v1/me/purposes/archive/withdraw?onBehalfOf=" + child.id(), Map.of())
                .is(201);
        assertThat(ground()).isEqualTo("none");
    }

    @Test
    void whoIsOldEnoughSpeaksForThemselves() {
        is(child, "birthDate", born(17)).is(200);

        consentedByGuardian();
        assertThat(ground()).isEqualTo("none");
        assertThat(Answers.awaited(child.api())).contains(notice);
        answer(child.api(), "accepted", Map.of()).is(201);
        assertThat(ground()).isEqualTo("consent");
    }

    @Test
    void nobodyElseSpeaksForAMinor() {
        Someone stranger = somebody("guest");
        Api strangers = as(stranger.name(), "member", "guardian");

        answer(strangers, "accepted", forChild()).refused(404, "not-found");
        strangers.get("/v1/me/notices?onBehalfOf=" + child.id()).is(404);
        strangers.get("/v1/me/answers?onBehalfOf=" + child.id()).is(404);
        strangers
                .post("/v1/me/purposes/archive/withdraw?onBehalfOf=" + child.id(), Map.of())
                .is(404);
        answer(parent.api(), "accepted", forChild()).refused(403, "forbidden");
        answer(guardian, "accepted", Map.of("onBehalfOf", parent.id())).refused(404, "not-found");
        answer(guardian, "accepted", Map.of("onBehalfOf", UUID.randomUUID())).refused(404, "not-found");
    }

    @Test
    void whoBecomesAMinorOrAnotherKindOfPersonGuardsNobodyAnyMore() {
        consented();
        is(parent, "kind", "minor").is(200);
        answer(guardian, "accepted", forChild()).refused(404, "not-found");
        assertThat(ground()).as("what was said stays said").isEqualTo("consent");
        is(parent, "kind", "guest").is(200);
        is(child, "kind", "guest").is(200);
        answer(guardian, "accepted", forChild()).refused(404, "not-found");
        assertThat(guardian.get("/v1/me").body().path("wards")).isEmpty();
    }

    @Test
    void onlyAnAdultWhoIsHereBecomesAGuardian() {
        Someone sister = somebody("minor");
        Someone gone = somebody("employee");
        provisioning()
                .patch(
                        "/scim/v2/Users/" + gone.id(),
                        "{\"Operations\":[{\"op\":\"replace\",\"path\":\"active\",\"value\":false}]}")
                .is(200);

        for (String unfit : List.of(
                child.id(),
                sister.id(),
                somebody("bot").id(),
                gone.id(),
                UUID.randomUUID().toString(),
                "x")) {
            JsonNode refused = is(child, "guardian", unfit).is(400).body();
            assertThat(refused.path("scimType").asString()).isEqualTo("invalidValue");
            assertThat(refused.path("detail").asString()).contains("guardian");
        }
        assertThat(provisioning()
                        .get("/scim/v2/Users?filter=urn:parley:scim:Person:guardian%20eq%20%22" + parent.id() + "%22")
                        .is(200)
                        .body()
                        .path("totalResults")
                        .asInt())
                .isEqualTo(1);
    }

    private void consented() {
        consentedByGuardian();
        assertThat(ground()).isEqualTo("consent");
    }

    private void consentedByGuardian() {
        Answers.awaited(guardian, "?onBehalfOf=" + child.id());
        answer(guardian, "accepted", forChild()).is(201);
    }

    private Map<String, Object> forChild() {
        return Map.of("onBehalfOf", child.id());
    }

    private Api.Answer answer(Api by, String answer, Map<String, Object> more) {
        return Answers.send(by, Answers.body(notice, 1, answer, more));
    }

    private String ground() {
        return heidi.get("/v1/people/" + child.id() + "/basis?purpose=archive")
                .is(200)
                .body()
                .path("ground")
                .asString();
    }

    private Api.Answer is(Someone person, String attribute, String value) {
        return provisioning()
                .patch(
                        "/scim/v2/Users/" + person.id(),
                        "{\"Operations\":[{\"op\":\"replace\",\"path\":\"urn:parley:scim:Person:" + attribute
                                + "\",\"value\":\"" + value + "\"}]}");
    }

    private static String born(int yearsAgo) {
        return LocalDate.now(ZoneOffset.UTC).minusYears(yearsAgo).minusDays(30).toString();
    }
}
