package io.parley.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class NoticesTest {

    @Test
    void aNewGuestIsAskedWhatGuestsAreAsked() {
        JsonNode notices =
                Newcomer.guest().http().get("/v1/me/notices").hasStatus(200).json();

        assertThat(items(notices)
                        .valueStream()
                        .map(notice -> notice.path("purpose").asString()))
                .contains("archive");
        assertThat(items(notices)).allSatisfy(notice -> {
            assertThat(notice.path("noticeId").asString()).isNotBlank();
            assertThat(notice.path("version").asInt()).isPositive();
            assertThat(notice.path("kind").asString()).isIn("agreement", "notice", "consent");
            assertThat(notice.path("locale").asString()).isEqualTo("en");
            assertThat(notice.path("title").asString()).isNotBlank();
            assertThat(notice.path("text").asString()).isNotBlank();
            assertThat(notice.path("refusable").isBoolean()).isTrue();
            assertThat(notice.path("material").isBoolean()).isTrue();
            assertThat(Instant.parse(notice.path("publishedAt").asString())).isBefore(Instant.now());
        });
    }

    @Test
    void textsComeInTheLanguageAskedFor() {
        JsonNode notices = items(Newcomer.guest()
                .http()
                .with("Accept-Language", "zh-CN")
                .get("/v1/me/notices")
                .json());

        assertThat(notices)
                .allSatisfy(
                        notice -> assertThat(notice.path("locale").asString()).startsWith("zh"));
    }

    @Test
    void nobodySpeaksForAnotherWithoutBeingTheirGuardian() {
        Persona minor = Newcomer.minor();
        Persona other = Newcomer.guest();
        JsonNode notice = pending(other, "archive");
        String forMinor = "?onBehalfOf=" + minor.id();

        other.http().get("/v1/me/notices" + forMinor).isProblem(403, "forbidden");
        other.http().get("/v1/me/answers" + forMinor).isProblem(403, "forbidden");
        other.http().post("/v1/me/purposes/archive/withdraw" + forMinor, "{}").isProblem(403, "forbidden");
        other.http()
                .post(
                        "/v1/me/answers",
                        answer(notice, "accepted").replaceFirst("\\{", "{\"onBehalfOf\":\"" + minor.id() + "\","))
                .isProblem(403, "forbidden");
        assertThat(items(minor.http().get("/v1/me/answers").json())).isEmpty();
    }

    @Test
    void anAnswerGivesAReceiptAndEmptiesTheList() {
        Persona guest = Newcomer.guest();
        JsonNode notice = pending(guest, "archive");

        JsonNode receipt = guest.http()
                .post("/v1/me/answers", answer(notice, "accepted"))
                .hasStatus(201)
                .json();

        assertThat(receipt.path("receiptId").asString()).isNotBlank();
        for (String section : new String[] {"header", "processing", "parties", "events"}) {
            assertThat(receipt.path(section).isMissingNode()).as(section).isFalse();
        }
        assertThat(items(guest.http().get("/v1/me/notices").json())
                        .valueStream()
                        .map(left -> left.path("purpose").asString()))
                .doesNotContain("archive");
        JsonNode ledger =
                items(guest.http().get("/v1/me/answers").hasStatus(200).json());
        assertThat(ledger.get(0).path("answer").asString()).isEqualTo("accepted");
        assertThat(ledger.get(0).path("receipt").path("receiptId")).isEqualTo(receipt.path("receiptId"));
    }

    @Test
    void withdrawalIsAnEntryOfItsOwn() {
        Persona guest = Newcomer.guest().agreed();

        JsonNode receipt = guest.http()
                .post("/v1/me/purposes/archive/withdraw", "{}")
                .hasStatus(201)
                .json();

        assertThat(receipt.path("receiptId").asString()).isNotBlank();
        assertThat(guest.api().notices().latest("archive"))
                .hasValueSatisfying(entry -> assertThat(entry.answer()).isEqualTo("withdrawn"));
    }

    @Test
    void withdrawingWhatWasNeverGivenIsAConflict() {
        Newcomer.guest().http().post("/v1/me/purposes/archive/withdraw", "{}").isProblem(409, "conflict");
    }

    @Test
    void anUnknownPurposeIsNotFound() {
        Region.alice().http().post("/v1/me/purposes/telepathy/withdraw", "{}").isProblem(404, "not-found");
    }

    @Test
    void answersThatDoNotFitAreRefused() {
        Persona guest = Newcomer.guest();
        JsonNode notice = pending(guest, "archive");

        guest.http()
                .post("/v1/me/answers", answer(notice, "perhaps"))
                .hasStatus(400)
                .namesField("answer");
        guest.http().post("/v1/me/answers", answer(notice, "acknowledged")).isProblem(422, "rule-violated");
        guest.http()
                .post("/v1/me/answers", answer(notice, "accepted").replaceFirst("\"version\":\\d+", "\"version\":99"))
                .isProblem(422, "rule-violated");
        guest.http()
                .post(
                        "/v1/me/answers",
                        answer(notice, "accepted")
                                .replace(
                                        notice.path("noticeId").asString(),
                                        UUID.randomUUID().toString()))
                .isProblem(404, "not-found");
        assertThat(items(guest.http().get("/v1/me/answers").json())).isEmpty();
    }

    @Test
    void theSameAnswerAgainGivesTheFirstReceipt() {
        Persona guest = Newcomer.guest();
        String answer = answer(pending(guest, "archive"), "refused");

        JsonNode first =
                guest.http().post("/v1/me/answers", answer).hasStatus(201).json();
        JsonNode again =
                guest.http().post("/v1/me/answers", answer).hasStatus(200).json();

        assertThat(again).isEqualTo(first);
        assertThat(items(guest.http().get("/v1/me/answers").json())).hasSize(1);
    }

    @Test
    void whatWasNotServedIsNotAnswered() {
        JsonNode servedToAnother = pending(Newcomer.guest(), "archive");

        Newcomer.guest()
                .http()
                .post("/v1/me/answers", answer(servedToAnother, "accepted"))
                .isProblem(409, "notice-not-served");
    }

    @Test
    void theKeysOfReceiptsNeedNoToken() {
        JsonNode keys = Raw.anonymous().get("/v1/receipts/keys").hasStatus(200).json();

        assertThat(keys.path("keys")).isNotEmpty().allSatisfy(key -> {
            assertThat(key.path("crv").asString()).isEqualTo("Ed25519");
            assertThat(key.path("x").asString()).hasSize(43);
        });
    }

    @Test
    void anIdempotencyKeyRepeatsTheReceipt() {
        Persona guest = Newcomer.guest();
        JsonNode notice = pending(guest, "archive");
        Raw http = guest.http().with("Idempotency-Key", UUID.randomUUID().toString());

        JsonNode first = http.post("/v1/me/answers", answer(notice, "accepted"))
                .hasStatus(201)
                .json();
        String body = answer(notice, "accepted");
        http.post("/v1/me/answers", body).isProblem(409, "idempotency-mismatch");
        Raw again = guest.http().with("Idempotency-Key", UUID.randomUUID().toString());
        JsonNode second = again.post("/v1/me/purposes/archive/withdraw", "{}")
                .hasStatus(201)
                .json();
        JsonNode repeated = again.post("/v1/me/purposes/archive/withdraw", "{}")
                .hasStatus(201)
                .json();

        assertThat(repeated).isEqualTo(second).isNotEqualTo(first);
    }

    @Test
    void onlyThePrivacyOfficerWritesNotices() {
        String notice = """
                {"purpose":"ai","kind":"consent","audience":{"kinds":["bot"],"regions":[]},
                 "texts":{"en":{"title":"AI","text":"An example text."}},"material":true}""";

        Region.alice().http().post("/v1/notices", notice).isProblem(403, "forbidden");
        JsonNode draft = Region.heidiThePrivacyOfficer()
                .http()
                .post("/v1/notices", notice)
                .hasStatus(201)
                .json();
        String path = "/v1/notices/" + draft.path("noticeId").asString() + "/versions/";
        assertThat(Region.heidiThePrivacyOfficer()
                        .http()
                        .post(path + draft.path("version").asInt(1) + "/publish", "{}")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void theBasisOfAPersonIsForOfficersAndShowsItsEvidence() {
        Persona guest = Newcomer.guest().agreed();
        String path = "/v1/people/" + guest.id() + "/basis?purpose=archive";

        Region.alice().http().get(path).isProblem(403, "forbidden");
        JsonNode basis = Region.erinTheOfficer().http().get(path).hasStatus(200).json();
        assertThat(basis.path("allowed").asBoolean()).isTrue();
        assertThat(basis.path("ground").asString()).isEqualTo("consent");
        assertThat(basis.path("evidence").isObject()).isTrue();
        assertThat(Instant.parse(basis.path("decidedAt").asString())).isNotNull();

        var before = Instant.now();
        guest.api().notices().withdraw("archive");
        JsonNode after =
                Region.heidiThePrivacyOfficer().http().get(path).hasStatus(200).json();
        assertThat(after.path("allowed").asBoolean()).isFalse();
        assertThat(after.path("ground").asString()).isEqualTo("none");
        JsonNode then = Region.erinTheOfficer()
                .http()
                .get(path + "&at=" + before)
                .hasStatus(200)
                .json();
        assertThat(then.path("allowed").asBoolean()).isTrue();
    }

    private static JsonNode pending(Persona person, String purpose) {
        return items(person.http().get("/v1/me/notices").json())
                .valueStream()
                .filter(notice -> notice.path("purpose").asString().equals(purpose))
                .findFirst()
                .orElseThrow();
    }

    private static String answer(JsonNode notice, String answer) {
        return """
                {"noticeId":"%s","version":%d,"locale":"%s","answer":"%s","shownAt":"%s"}""".formatted(
                        notice.path("noticeId").asString(),
                        notice.path("version").asInt(),
                        notice.path("locale").asString(),
                        answer,
                        Instant.now());
    }

    private static JsonNode items(JsonNode list) {
        return list.isArray() ? list : list.path("items");
    }
}
