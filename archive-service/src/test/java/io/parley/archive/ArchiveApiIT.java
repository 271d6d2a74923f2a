package io.parley.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.contracts.MessageId;
import io.parley.contracts.PersonId;
import io.parley.contracts.Topics;
import io.parley.contracts.event.AuditRecorded;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ArchiveApiIT extends RunningSearches {

    @Test
    void findsAChineseWordInsideASentenceOnlyUnderALiveGrant() {
        PersonId author = bases().consenting();
        Conversation talk = conversation().open(author);
        talk.post(author, "我家在上海东边");
        talk.post(author, "上个月去了海边");
        settled(talk);

        assertThat(search("null", "上海").code()).isEqualTo("grant-required");
        assertThat(search("\"" + PersonId.next() + "\"", "上海").code()).isEqualTo("grant-required");
        String grant = requested(talk);
        assertThat(search(quoted(grant), "上海").code()).isEqualTo("grant-required");
        assertThat(approver.post("/v1/archive/grants/" + grant + "/approve", "{\"comment\":\"ok\"}")
                        .status())
                .isEqualTo(200);

        JsonNode found = search(quoted(grant), "上海").body().path("items");
        assertThat(found).hasSize(1);
        assertThat(found.get(0).path("seq").asLong()).isEqualTo(1);
        assertThat(found.get(0).path("content").path("text").asString()).isEqualTo("我家在上海东边");

        assertThat(approver.post("/v1/archive/grants/" + grant + "/revoke", "{}")
                        .status())
                .isEqualTo(200);
        assertThat(search(quoted(grant), "上海").code()).isEqualTo("grant-required");
    }

    @Test
    void answersNothingBeyondTheScopeOfTheGrant() {
        PersonId author = bases().consenting();
        Conversation talk = conversation().open(author);
        talk.post(author, "inside");
        Conversation other = conversation().open(author);
        other.post(author, "inside another room");
        settled(talk);
        settled(other);
        String grant = granted(talk);

        JsonNode items = officer.post("/v1/archive/searches", "{\"grantId\":" + quoted(grant) + ",\"text\":\"inside\"}")
                .body()
                .path("items");
        assertThat(items).hasSize(1);
        assertThat(items.get(0).path("conversationId").asString())
                .isEqualTo(talk.id().toString());
        for (String beyond : List.of(
                "\"personIds\":[" + quoted(PersonId.next().toString()) + "]",
                "\"conversationIds\":[" + quoted(other.id().toString()) + "]",
                "\"from\":" + quoted(YESTERDAY.minusSeconds(1).toString()),
                "\"to\":" + quoted(TOMORROW.plusSeconds(1).toString()))) {
            assertThat(officer.post("/v1/archive/searches", "{\"grantId\":" + quoted(grant) + "," + beyond + "}")
                            .code())
                    .as(beyond)
                    .isEqualTo("out-of-scope");
        }
        assertThat(officer.get("/v1/archive/records/" + anyRecord(other) + "?grantId=" + grant)
                        .code())
                .isEqualTo("out-of-scope");
        assertThat(officer.get("/v1/archive/records/" + anyRecord(talk)).code()).isEqualTo("grant-required");
    }

    @Test
    void keepsAllVersionsAndMarksARecall() {
        PersonId author = bases().consenting();
        Conversation talk = conversation().open(author);
        MessageId message = talk.post(author, "the first wording");
        talk.edit(author, message, "the second wording");
        talk.recall(author, message);
        settled(talk);
        String grant = granted(talk);

        for (String words : List.of("wording", "first wording", "second wording")) {
            JsonNode items = search(quoted(grant), words).body().path("items");
            assertThat(items).as(words).hasSize(1);
            assertThat(items.get(0).path("messageId").asString())
                    .isEqualTo(message.value().toString());
        }
        JsonNode record = officer.get("/v1/archive/records/" + anyRecord(talk) + "?grantId=" + grant)
                .body();
        assertThat(record.path("content").path("text").asString()).isEqualTo("the second wording");
        assertThat(record.path("versions")).hasSize(2);
        assertThat(record.path("versions").get(1).path("editOf").asString())
                .isEqualTo(message.value().toString());
        assertThat(record.path("recalled").asBoolean()).isTrue();
    }

    @Test
    void pagesThroughEveryMessageOnce() {
        PersonId author = bases().consenting();
        Conversation talk = conversation().open(author);
        IntStream.rangeClosed(1, 23).forEach(n -> talk.post(author, "line " + n));
        settled(talk);
        String grant = granted(talk);

        List<Long> seen = new ArrayList<>();
        String cursor = null;
        do {
            String after = cursor == null ? "" : ",\"after\":" + quoted(cursor);
            JsonNode page = officer.post(
                            "/v1/archive/searches",
                            "{\"grantId\":" + quoted(grant) + ",\"text\":\"line\",\"limit\":5" + after + "}")
                    .body();
            page.path("items").forEach(item -> seen.add(item.path("seq").asLong()));
            cursor = page.path("nextCursor").isNull()
                    ? null
                    : page.path("nextCursor").asString();
        } while (cursor != null);

        assertThat(seen)
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, 23).asLongStream().boxed().toList());
        assertThat(officer.post("/v1/archive/searches", "{\"grantId\":" + quoted(grant) + ",\"after\":\"!\"}")
                        .code())
                .isEqualTo("invalid-request");
        assertThat(search(quoted(grant), "!!!").code()).isEqualTo("invalid-request");
    }

    @Test
    void searchesOtherContentByTypeAndByItsTexts() {
        PersonId author = bases().consenting();
        Conversation talk = conversation().open(author);
        talk.post(author, "{\"type\":\"file\",\"fileId\":\"0190\",\"caption\":\"合同附件\"}", "file");
        talk.post(author, "合同附件");
        settled(talk);
        String grant = granted(talk);

        JsonNode items = officer.post(
                        "/v1/archive/searches",
                        "{\"grantId\":" + quoted(grant) + ",\"text\":\"附件\",\"types\":[\"file\"]}")
                .body()
                .path("items");

        assertThat(items).hasSize(1);
        assertThat(items.get(0).path("content").path("fileId").asString()).isEqualTo("0190");
    }

    @Test
    void saysWhyARecordIsThereAndAccountsForEveryNumberWithoutContent() {
        PersonId author = bases().consenting();
        Conversation talk = conversation().open(author);
        talk.post(author, "kept");
        bases().withdraw(author);
        talk.post(author, "withheld");
        settled(talk);
        Http auditor = somebody("auditor");

        JsonNode coverage = auditor.get("/v1/archive/conversations/" + talk.id() + "/coverage")
                .body();
        assertThat(coverage.toString())
                .isEqualTo("{\"firstSeq\":1,\"lastSeq\":2,\"archived\":1,"
                        + "\"notArchived\":[{\"reason\":\"consent-withdrawn\",\"count\":1}],\"missing\":0}");
        JsonNode basis =
                auditor.get("/v1/archive/records/" + anyRecord(talk) + "/basis").body();
        assertThat(basis.path("parties")).hasSize(1);
        assertThat(basis.path("parties").get(0).path("ground").asString()).isEqualTo("consent");
        assertThat(basis.toString()).doesNotContain("kept");
        assertThat(nobody.get("/v1/archive/records/" + anyRecord(talk) + "/basis")
                        .status())
                .isEqualTo(403);
        assertThat(auditor.get("/v1/archive/conversations/" + PersonId.next() + "/coverage")
                        .status())
                .isEqualTo(404);
        assertThat(auditor.post("/v1/archive/searches", "{}").code()).isEqualTo("forbidden");
    }

    @Test
    void tellsRecalledAndEditedApartCountsAndMarksTheWords() {
        PersonId author = bases().consenting();
        Conversation talk = conversation().open(author);
        talk.post(author, "plain words");
        MessageId edited = talk.post(author, "wrong words");
        talk.edit(author, edited, "right words");
        MessageId recalled = talk.post(author, "hasty words");
        talk.recall(author, recalled);
        settled(talk);
        String grant = granted(talk);

        assertThat(numbers(grant, "")).containsExactly(1L, 2L, 4L);
        assertThat(numbers(grant, "\"edited\":true,")).containsExactly(2L);
        assertThat(numbers(grant, "\"recalled\":true,")).containsExactly(4L);
        assertThat(numbers(grant, "\"recalled\":false,\"edited\":false,")).containsExactly(1L);
        assertThat(asked(grant, "\"limit\":1,").path("total").asLong()).isEqualTo(3);
        JsonNode found = asked(grant, "\"text\":\"right\",");
        assertThat(found.has("total")).isFalse();
        assertThat(found.path("items")
                        .get(0)
                        .path("versions")
                        .get(1)
                        .path("highlights")
                        .toString())
                .isEqualTo("[{\"pointer\":\"/text\",\"start\":0,\"end\":5}]");
    }

    private List<Long> numbers(String grant, String more) {
        return asked(grant, more)
                .path("items")
                .valueStream()
                .map(item -> item.path("seq").asLong())
                .toList();
    }

    private JsonNode asked(String grant, String more) {
        Http.Answer answer = officer.post("/v1/archive/searches", "{" + more + "\"grantId\":\"" + grant + "\"}");
        assertThat(answer.status()).isEqualTo(200);
        return answer.body();
    }

    @Test
    void recordsEveryReadWithItsCaseAndNeverItsWords() {
        PersonId author = bases().consenting();
        Conversation talk = conversation().open(author);
        talk.post(author, "verysecretterm");
        settled(talk);
        String grant = granted(talk);
        search(quoted(grant), "verysecretterm");
        officer.get("/v1/archive/records/" + anyRecord(talk) + "?grantId=" + grant);

        try (var audit = new TopicEar<>(tails, Topics.AUDIT_RECORDED, AuditRecorded.parser())) {
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(audit.heard())
                            .filteredOn(event -> event.getObjectId().equals(grant)
                                    || grant.equals(event.getDetailMap().get("grantId")))
                            .extracting(AuditRecorded::getAction)
                            .containsExactlyInAnyOrder(
                                    "grant.requested", "grant.approved", "archive.searched", "archive.viewed"));
            assertThat(audit.heard().toString()).doesNotContain("verysecretterm");
            assertThat(audit.heard())
                    .filteredOn(event -> event.getAction().matches("archive\\.(searched|viewed)")
                            && (event.getObjectId().equals(grant)
                                    || grant.equals(event.getDetailMap().get("grantId"))))
                    .allSatisfy(event -> assertThat(event.getAffectedList()).containsExactly(author.toString()));
            assertThat(audit.heard())
                    .filteredOn(event -> event.getAction().equals("archive.searched")
                            && event.getObjectId().equals(grant))
                    .singleElement()
                    .satisfies(event -> {
                        assertThat(event.getCaseRef()).isEqualTo("CASE-7");
                        assertThat(event.getPurpose()).isEqualTo("investigation");
                        assertThat(event.getDetailMap())
                                .containsEntry("results", "1")
                                .containsEntry("terms", "1");
                    });
        }
    }

    @Test
    void answersBadInputWithTheFieldThatIsWrong() {
        assertThat(officer.post("/v1/archive/grants", "{").code()).isEqualTo("malformed-request");
        assertThat(officer.post("/v1/archive/grants", "{}")
                        .body()
                        .path("violations")
                        .get(0)
                        .path("field")
                        .asString())
                .isEqualTo("purpose");
        assertThat(officer.post("/v1/archive/searches", "{\"grantId\":\"x\"}").code())
                .isEqualTo("malformed-request");
        assertThat(officer.get("/v1/archive/grants/x").status()).isEqualTo(400);
        assertThat(nobody.post("/v1/archive/grants", "{}").code()).isEqualTo("forbidden");
    }

    private String anyRecord(Conversation talk) {
        return asOwner()
                .query(
                        "SELECT record_id FROM record WHERE conversation_id = ? ORDER BY seq LIMIT 1",
                        (rs, n) -> rs.getString(1),
                        talk.id().value())
                .getFirst();
    }
}
