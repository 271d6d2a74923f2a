package io.parley.consent.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.consent.Answers;
import io.parley.consent.Api;
import io.parley.testing.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

class AnswerIT extends Answering {

    @Autowired
    private TestDatabase database;

    @Test
    void aPublishedNoticeAwaitsAnAnswerInTheLanguageAskedFor() {
        Someone dave = somebody("guest");
        String notice = notices.published("archive", "consent", "guest");

        JsonNode chinese = pending(dave, notice, "zh-CN,zh;q=0.9");
        JsonNode german = pending(dave, notice, "de");

        assertThat(chinese.propertyNames())
                .containsExactlyInAnyOrder(
                        "noticeId",
                        "version",
                        "purpose",
                        "kind",
                        "locale",
                        "title",
                        "text",
                        "refusable",
                        "material",
                        "mandatory",
                        "publishedAt");
        assertThat(chinese.path("locale").asString()).isEqualTo("zh");
        assertThat(chinese.path("title").asString()).isEqualTo("存档");
        assertThat(german.path("locale").asString()).isEqualTo("en");
        assertThat(german.path("refusable").asBoolean()).isTrue();
        assertThat(dave.api().get("/v1/me").body().path("pendingNotices").asInt())
                .isPositive();
    }

    @Test
    void aDraftOrANoticeForOthersAwaitsNothing() {
        Someone dave = somebody("guest");
        String draft = notices.drafted("archive", "consent", "guest");
        String others = notices.published("archive", "notice", "employee");

        assertThat(Answers.awaited(dave.api())).doesNotContain(draft, others);
        Answers.give(dave.api(), draft, 1, "accepted").is(404);
        Answers.give(dave.api(), others, 1, "acknowledged").is(404);
        Answers.give(dave.api(), UUID.randomUUID().toString(), 1, "accepted").is(404);
    }

    @Test
    void anAnswerGivesAReceiptAndLandsInTheLedger() {
        Someone dave = somebody("guest");
        String notice = notices.published("archive", "consent", "guest");

        JsonNode receipt =
                Answers.give(dave.api(), notice, 1, "accepted").is(201).body();
        JsonNode ledger = dave.api().get("/v1/me/answers").is(200).body();

        assertThat(receipt.path("receiptId").asString()).hasSize(36);
        assertThat(receipt.path("header").path("schemaVersion").asString()).contains("27560");
        assertThat(receipt.path("processing").path("noticeId").asString()).isEqualTo(notice);
        assertThat(receipt.path("processing").path("noticeDigest").asString()).hasSize(64);
        assertThat(receipt.path("parties").path(0).path("partyRole").asString()).isEqualTo("controller");
        assertThat(receipt.path("events").path(0).path("eventState").asString()).isEqualTo("accepted");
        assertThat(ledger.path("items")).hasSize(1);
        assertThat(ledger.path("items").path(0).path("answer").asString()).isEqualTo("accepted");
        assertThat(ledger.path("items").path(0).path("receipt")).isEqualTo(receipt);
        assertThat(ledger.path("nextCursor").isNull()).isTrue();
        assertThat(Answers.awaited(dave.api())).doesNotContain(notice);
    }

    @Test
    void theLedgerPages() {
        Someone dave = somebody("guest");
        Answers.give(dave.api(), notices.published("archive", "consent", "guest"), 1, "accepted")
                .is(201);
        Answers.give(dave.api(), notices.published("ai", "consent", "guest"), 1, "refused")
                .is(201);

        JsonNode first = dave.api().get("/v1/me/answers?limit=1").is(200).body();
        JsonNode second = dave.api()
                .get("/v1/me/answers?limit=1&after=" + first.path("nextCursor").asString())
                .is(200)
                .body();

        assertThat(first.path("items").path(0).path("purpose").asString()).isEqualTo("archive");
        assertThat(second.path("items").path(0).path("purpose").asString()).isEqualTo("ai");
        assertThat(second.path("nextCursor").isNull()).isTrue();
        dave.api().get("/v1/me/answers?limit=0").is(400);
        dave.api().get("/v1/me/answers?after=!").is(400);
    }

    @Test
    void onlyAMaterialVersionAsksAgain() {
        Someone dave = somebody("guest");
        String notice = notices.published("archive", "consent", "guest");
        Answers.give(dave.api(), notice, 1, "accepted").is(201);

        notices.publishVersion(notice, 2, false);
        List<String> afterEditorial = Answers.awaited(dave.api());
        notices.publishVersion(notice, 3, true);
        List<String> afterMaterial = Answers.awaited(dave.api());

        assertThat(afterEditorial).doesNotContain(notice);
        assertThat(afterMaterial).contains(notice);
        Answers.give(dave.api(), notice, 1, "refused").refused(409, "notice-superseded");
        Answers.give(dave.api(), notice, 3, "accepted").is(201);
        assertThat(Answers.awaited(dave.api())).doesNotContain(notice);
    }

    @Test
    void refusesAnswersThatDoNotFit() {
        Someone dave = somebody("guest");
        String consent = notices.published("archive", "consent", "guest");
        String agreement = notices.published("terms", "agreement", "guest");
        String told = notices.published("privacy", "notice", "guest");

        Answers.give(dave.api(), consent, 1, "acknowledged").breaksRule("answer");
        Answers.give(dave.api(), agreement, 1, "refused").breaksRule("answer");
        Answers.give(dave.api(), told, 1, "accepted").breaksRule("answer");
        Answers.give(dave.api(), consent, 2, "accepted").breaksRule("version");
        Answers.give(dave.api(), Answers.body(consent, 1, "accepted", Map.of("locale", "fr")))
                .breaksRule("locale");
        Answers.give(
                        dave.api(),
                        Answers.body(
                                consent,
                                1,
                                "accepted",
                                Map.of(
                                        "shownAt",
                                        Instant.now().plus(Duration.ofHours(1)).toString())))
                .breaksRule("shownAt");
        Answers.give(dave.api(), agreement, 1, "accepted").is(201);
        Answers.give(dave.api(), told, 1, "acknowledged").is(201);
    }

    @Test
    void refusesRequestsThatSayTooLittle() {
        Someone dave = somebody("guest");
        String notice = notices.published("archive", "consent", "guest");

        Api.Answer empty = dave.api().post("/v1/me/answers", Map.of()).is(400);

        assertThat(empty.body().path("code").asString()).isEqualTo("invalid-request");
        assertThat(empty.body()
                        .path("violations")
                        .valueStream()
                        .map(v -> v.path("field").asString()))
                .containsExactlyInAnyOrder("noticeId", "version", "locale", "answer", "shownAt");
        assertThat(Answers.give(dave.api(), notice, 1, "withdrawn")
                        .is(400)
                        .body()
                        .path("violations")
                        .path(0)
                        .path("field")
                        .asString())
                .isEqualTo("answer");
        dave.api().send("POST", "/v1/me/answers", "{").is(400);
        Answers.give(dave.api(), Answers.body(notice, 1, "accepted", Map.of("noticeId", "nonsense")))
                .is(400);
        Answers.give(dave.api(), Answers.body(notice, 1, "accepted", Map.of("shownAt", "yesterday")))
                .is(400);
    }

    @Test
    void theSameAnswerTwiceGivesTheFirstReceipt() {
        Someone dave = somebody("guest");
        String notice = notices.published("archive", "consent", "guest");
        JsonNode first = Answers.give(dave.api(), notice, 1, "accepted").is(201).body();

        JsonNode again = Answers.give(dave.api(), notice, 1, "accepted").is(200).body();

        assertThat(again).isEqualTo(first);
        assertThat(dave.api().get("/v1/me/answers").body().path("items")).hasSize(1);
    }

    @Test
    void aNewVersionNeverRewritesAnOldAnswer() {
        Someone dave = somebody("guest");
        String notice = notices.published("archive", "consent", "guest");
        Answers.give(dave.api(), notice, 1, "accepted").is(201);
        JsonNode before = dave.api().get("/v1/me/answers").body().path("items");

        notices.publishVersion(notice, 2, false);
        notices.publishVersion(notice, 3, true);

        assertThat(dave.api().get("/v1/me/answers").body().path("items")).isEqualTo(before);
    }

    @Test
    void withdrawsWhatStandsAndNothingElse() {
        Someone dave = somebody("guest");
        String notice = notices.published("archive", "consent", "guest");
        dave.api().post("/v1/me/purposes/archive/withdraw", Map.of()).is(409);
        Answers.give(dave.api(), notice, 1, "accepted").is(201);

        JsonNode receipt = dave.api()
                .post("/v1/me/purposes/archive/withdraw", Map.of())
                .is(201)
                .body();

        assertThat(receipt.path("events").path(0).path("eventState").asString()).isEqualTo("withdrawn");
        dave.api().post("/v1/me/purposes/archive/withdraw", Map.of()).is(409);
        dave.api().post("/v1/me/purposes/dancing/withdraw", Map.of()).is(404);
        assertThat(Answers.awaited(dave.api())).doesNotContain(notice);
        Answers.give(dave.api(), notice, 1, "accepted").is(201);
    }

    @Test
    void aRepeatedRequestWithItsKeyAnswersTheSame() {
        Someone dave = somebody("guest");
        String notice = notices.published("archive", "consent", "guest");
        Map<String, Object> body = Answers.body(notice, 1, "accepted", Map.of());
        String key = UUID.randomUUID().toString();
        pending(dave, notice, "en");

        Api.Answer first =
                Answers.send(dave.api(), body, "Idempotency-Key", key).is(201);
        Api.Answer second =
                Answers.send(dave.api(), body, "Idempotency-Key", key).is(201);

        assertThat(second.body()).isEqualTo(first.body());
        assertThat(dave.api().get("/v1/me/answers").body().path("items")).hasSize(1);
    }

    /// They share transactions; one's refusal is no other's.
    @Test
    void manyAtOnceAreEachRecordedOrRefusedOnTheirOwn() {
        String notice = notices.published("archive", "consent", "guest");
        List<Someone> guests =
                IntStream.range(0, 12).mapToObj(i -> somebody("guest")).toList();
        guests.forEach(guest -> pending(guest, notice, "en"));
        List<CompletableFuture<Api.Answer>> calls = new ArrayList<>();
        for (int i = 0; i < guests.size(); i++) {
            Someone guest = guests.get(i);
            String answer = i % 3 == 0 ? "acknowledged" : "accepted";
            calls.add(CompletableFuture.supplyAsync(
                    () -> Answers.send(guest.api(), Answers.body(notice, 1, answer, Map.of()))));
        }

        for (int i = 0; i < guests.size(); i++) {
            calls.get(i).join().is(i % 3 == 0 ? 422 : 201);
            assertThat(guests.get(i).api().get("/v1/me/answers").body().path("items"))
                    .hasSize(i % 3 == 0 ? 0 : 1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"answer", "basis_entry", "notice_served"})
    void theDatabaseItselfRefusesToChangeTheLedger(String table) {
        Someone dave = somebody("guest");
        Answers.give(dave.api(), notices.published("archive", "consent", "guest"), 1, "accepted")
                .is(201);

        for (DataSource role : List.of(database.asService(), database.asOwner())) {
            JdbcClient jdbc = JdbcClient.create(role);
            assertThatThrownBy(() ->
                    jdbc.sql("UPDATE " + table + " SET person_id = person_id").update());
            assertThatThrownBy(() -> jdbc.sql("DELETE FROM " + table).update());
            assertThatThrownBy(() -> jdbc.sql("TRUNCATE " + table + " CASCADE").update());
        }
        assertThat(dave.api().get("/v1/me/answers").body().path("items")).hasSize(1);
    }
}
