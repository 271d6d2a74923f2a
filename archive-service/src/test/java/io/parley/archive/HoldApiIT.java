package io.parley.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.parley.contracts.ConversationId;
import io.parley.contracts.Ids;
import io.parley.contracts.PersonId;
import io.parley.contracts.Topics;
import io.parley.contracts.event.AuditRecorded;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

class HoldApiIT extends RunningOffice {

    private static final String HOLDS = "/v1/archive/holds";

    @Autowired
    MeterRegistry metrics;

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

    @Test
    void saysWhichHoldsNeedSomethingOfAPerson() {
        PersonId person = PersonId.next();
        String onPerson = placed(onPerson(person), "silent");
        String onOther = placed(onPerson(PersonId.next()), "visible");

        assertThat(covering(person, null, null)).contains(onPerson).doesNotContain(onOther);
        assertThat(ask(question(person, null, null))
                        .body()
                        .path("holds")
                        .valueStream()
                        .filter(hold -> hold.path("holdId").asString().equals(onPerson))
                        .map(JsonNode::toString))
                .containsExactly("{\"holdId\":\"" + onPerson + "\",\"silent\":true}");

        disposed(onPerson);
        assertThat(covering(person, null, null)).doesNotContain(onPerson);
    }

    @Test
    void needsOnlyWhatWasWrittenInItsTime() {
        PersonId person = PersonId.next();
        String inMarch = placed(scope(person, null, "2026-03-10T00:00:00Z", "2026-03-20T00:00:00Z"), "visible");
        String fromApril = placed(scope(person, null, "2026-04-01T00:00:00Z", null), "visible");

        assertThat(covering(person, "2026-03", "2026-03")).contains(inMarch);
        assertThat(covering(person, "2025-01", "2026-12")).contains(inMarch, fromApril);
        assertThat(covering(person, null, "2026-02")).doesNotContain(inMarch, fromApril);
        assertThat(covering(person, "2026-04", "2026-04")).contains(fromApril).doesNotContain(inMarch);
        assertThat(covering(person, "2030-01", null)).contains(fromApril).doesNotContain(inMarch);
        assertThat(covering(person, "2026-03", "2026-03"))
                .as("sealed in March, accepted in April")
                .contains(fromApril);
    }

    @Test
    void countsWhoeverTookPartInAHeldConversation() {
        PersonId alice = bases().consenting();
        PersonId gone = bases().consenting();
        Conversation talk = conversation().open(alice, gone);
        talk.remove(alice, gone);
        bases().complete();
        awaitDecided(talk.id(), 1);
        String hold = placed(onConversation(talk.id()), "visible");
        String both = placed(scope(alice, talk.id(), null, null), "visible");

        assertThat(covering(alice, null, null)).contains(hold, both);
        assertThat(covering(gone, null, null)).contains(hold).doesNotContain(both);
        assertThat(covering(PersonId.next(), null, null)).doesNotContain(hold, both);
    }

    @Test
    void countsEverybodyWhereItDoesNotKnowWhoTookPart() {
        PersonId alice = bases().consenting();
        PersonId late = bases().consenting();
        PersonId stranger = PersonId.next();
        String unknown = placed(onConversation(ConversationId.next()), "visible");
        assertThat(covering(stranger, null, null)).contains(unknown);

        Conversation talk = conversation().open(alice);
        Runnable missing = talk.addLater(alice, late);
        talk.post(alice, "behind the gap");
        bases().complete();
        awaitDecided(talk.id(), 2);
        String hold = placed(onConversation(talk.id()), "visible");
        assertThat(covering(stranger, null, null)).contains(hold);
        assertThat(covering(late, null, null)).contains(hold);

        missing.run();
        talk.post(alice, "after the gap was filled");
        bases().complete();
        awaitDecided(talk.id(), 3);
        assertThat(covering(stranger, null, null)).doesNotContain(hold).contains(unknown);
        assertThat(covering(late, null, null)).contains(hold);
        disposed(unknown);
    }

    @Test
    void holdsEverybodyOnlyUntilItIsDisposedOf() {
        assertThat(officer.post(HOLDS, body("{}", "visible"))
                        .body()
                        .path("violations")
                        .get(0)
                        .path("field")
                        .asString())
                .isEqualTo("scope.everybody");
        String hold = placed("{\"everybody\":true}", "visible");

        assertThat(covering(PersonId.next(), "2026-01", "2026-01")).contains(hold);
        disposed(hold);
        assertThat(covering(PersonId.next(), "2026-01", "2026-01")).doesNotContain(hold);
    }

    @Test
    void answersServicesOnlyAndNamesWhatIsWrongInAQuestion() {
        String person = Ids.next().toString();
        assertThat(officer.post("/internal/holds/covering", question(PersonId.next(), null, null))
                        .code())
                .isEqualTo("forbidden");
        assertThat(Http.service(port, "archive.feed")
                        .post("/internal/holds/covering", question(PersonId.next(), null, null))
                        .code())
                .isEqualTo("forbidden");
        assertThat(wrongField("{}")).isEqualTo("personId");
        assertThat(wrongField("{\"personId\":\"" + person + "\",\"fromMonth\":\"2026-13\"}"))
                .isEqualTo("fromMonth");
        assertThat(wrongField("{\"personId\":\"" + person + "\",\"untilMonth\":\"2026-1\"}"))
                .isEqualTo("untilMonth");
        assertThat(wrongField("{\"personId\":\"" + person + "\",\"fromMonth\":\"2026-02\",\"untilMonth\":\"2026-01\"}"))
                .isEqualTo("untilMonth");
    }

    @Test
    void recordsWhoPlacedAndWhoReleasedAndNoWords() {
        String hold = placed(onPerson(PersonId.next()), "silent");
        disposed(hold);

        try (var audit = new TopicEar<>(tails, Topics.AUDIT_RECORDED, AuditRecorded.parser())) {
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(audit.heard())
                            .filteredOn(event -> event.getObjectId().equals(hold))
                            .extracting(AuditRecorded::getAction, AuditRecorded::getActorId, AuditRecorded::getCaseRef)
                            .containsExactly(
                                    org.assertj.core.groups.Tuple.tuple(
                                            "hold.placed", officer.id().toString(), "CASE-7"),
                                    org.assertj.core.groups.Tuple.tuple(
                                            "hold.release-requested",
                                            officer.id().toString(),
                                            "CASE-7"),
                                    org.assertj.core.groups.Tuple.tuple(
                                            "hold.released", approver.id().toString(), "CASE-7"),
                                    org.assertj.core.groups.Tuple.tuple(
                                            "hold.disposition-requested",
                                            officer.id().toString(),
                                            "CASE-7"),
                                    org.assertj.core.groups.Tuple.tuple(
                                            "hold.disposed", approver.id().toString(), "CASE-7")));
            assertThat(audit.heard())
                    .filteredOn(event -> event.getObjectId().equals(hold))
                    .flatExtracting(AuditRecorded::getChangesList)
                    .extracting(change -> change.getField() + ": " + change.getBefore() + " > " + change.getAfter())
                    .containsExactly(
                            "state: in-force > release-requested",
                            "state: release-requested > released",
                            "state: released > disposition-requested",
                            "state: disposition-requested > disposed");
            assertThat(audit.heard().toString())
                    .doesNotContain("verysecretground")
                    .doesNotContain("verysecretname");
        }
    }

    @Test
    void keepsItsWordsSealedAndShowsThemToThoseWhoAccountForIt() {
        String scope = "{\"personIds\":[\"%s\"],\"words\":[\"Zaphodbeeble\",\"秘密价格\"]}".formatted(PersonId.next());
        String hold = placed(scope, "silent");

        assertThat(approver.get(HOLDS + "/" + hold)
                        .body()
                        .path("scope")
                        .path("words")
                        .toString())
                .isEqualTo("[\"Zaphodbeeble\",\"秘密价格\"]");
        for (String table : List.of("legal_hold", "hold_word", "outbox")) {
            assertThat(asOwner()
                            .queryForList("SELECT t::text FROM " + table + " t", String.class)
                            .toString())
                    .as(table)
                    .doesNotContainIgnoringCase("zaphodbeeble")
                    .doesNotContain("秘密价格");
        }
        assertThat(officer.post(HOLDS, body(scope.replace("Zaphodbeeble", "!!"), "silent"))
                        .body()
                        .path("violations")
                        .get(0)
                        .path("field")
                        .asString())
                .isEqualTo("scope.words");
    }

    @Test
    void raisesAHoldWhoseReviewIsOverdueAndNeverReleasesIt() {
        String hold = placed(onPerson(PersonId.next()), "silent");
        assertThat(officer.get(HOLDS + "/" + hold).body().path("reviewDate").asString())
                .isEqualTo(LocalDate.now(ZoneOffset.UTC).plusYears(1).toString());
        UUID forgotten = Ids.next();
        asService().update("""
                INSERT INTO legal_hold (hold_id, name, case_ref, scope_persons, scope_conversations, silent, ground,
                                        placed_by, placed_at, review_date)
                VALUES (?, 'n', 'c', ARRAY[?]::uuid[], '{}', true, 'g', ?, now(), current_date - 3)""", forgotten, Ids.next(), officer.id().value());
        double overdue = metrics.get("parley.archive.holds.overdue").gauge().value();
        assertThat(overdue).isPositive();
        awaitActions(forgotten.toString(), "hold.review-overdue");

        String path = HOLDS + "/" + forgotten + "/review";
        assertThat(somebody("auditor").post(path, "{}").code()).isEqualTo("forbidden");
        assertThat(approver.post(path, "{\"reviewDate\":\"2020-01-01\"}")
                        .body()
                        .path("violations")
                        .get(0)
                        .path("field")
                        .asString())
                .isEqualTo("reviewDate");
        assertThat(approver.post(path, "{\"reviewDate\":\"soon\"}").status()).isEqualTo(400);
        String next = LocalDate.now(ZoneOffset.UTC).plusDays(30).toString();
        JsonNode reviewed = approver.post(path, "{\"reviewDate\":\"" + next + "\",\"comment\":\"still at court\"}")
                .body();
        assertThat(reviewed.path("reviewDate").asString()).isEqualTo(next);
        assertThat(reviewed.path("state").asString()).isEqualTo("in-force");
        assertThat(metrics.get("parley.archive.holds.overdue").gauge().value()).isEqualTo(overdue - 1);
        awaitActions(forgotten.toString(), "hold.review-overdue", "hold.reviewed");
        released(hold);
        assertThat(approver.post(HOLDS + "/" + hold + "/review", "{}").code()).isEqualTo("conflict");
    }

    private void awaitActions(String hold, String... actions) {
        try (var audit = new TopicEar<>(tails, Topics.AUDIT_RECORDED, AuditRecorded.parser())) {
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(audit.heard())
                            .filteredOn(event -> event.getObjectId().equals(hold))
                            .extracting(AuditRecorded::getAction)
                            .containsExactly(actions));
        }
    }

    @Test
    void countsTheHoldsInForce() {
        double before = metrics.get("parley.archive.holds").gauge().value();
        String hold = placed(onPerson(PersonId.next()), "visible");
        assertThat(metrics.get("parley.archive.holds").gauge().value()).isEqualTo(before + 1);
        released(hold);
        assertThat(metrics.get("parley.archive.holds").gauge().value()).isEqualTo(before);
    }

    @Test
    void letsNobodyChangeAHoldOrEndTheirOwnInTheDatabase() {
        String hold = placed(onPerson(PersonId.next()), "visible");
        disposed(placed(onPerson(PersonId.next()), "visible"));
        JdbcTemplate service = asService();
        for (String table : List.of("legal_hold", "hold_step")) {
            for (String change : List.of(
                    "UPDATE %s SET hold_id = hold_id".formatted(table),
                    "DELETE FROM " + table,
                    "TRUNCATE %s CASCADE".formatted(table))) {
                assertThatThrownBy(() -> service.execute(change))
                        .as(change)
                        .hasStackTraceContaining("permission denied");
                assertThatThrownBy(() -> asOwner().execute(change))
                        .as(change)
                        .hasStackTraceContaining("refused (expected: INSERT only)");
            }
        }
        assertRefused(hold, "released", approver);
        assertRefused(hold, "disposition-requested", approver);
        assertRefused(hold, "disposed", approver);
        release(approver, hold);
        assertRefused(hold, "released", approver);
        assertRefused(hold, "released", officer);
        release(somebody("officer"), hold);
        dispose(approver, hold);
        assertRefused(hold, "disposed", approver);
    }

    private void assertRefused(String hold, String step, Http by) {
        assertThatThrownBy(() -> asService()
                        .update(
                                "INSERT INTO hold_step (hold_id, step, actor, at) VALUES (?, ?, ?, now())",
                                UUID.fromString(hold),
                                step,
                                by.id().value()))
                .as(step)
                .hasStackTraceContaining("refused (expected: in order, approved by another person)");
    }

    private String placed(String scope, String visibility) {
        Http.Answer answer = officer.post(HOLDS, body(scope, visibility));
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(201);
        return answer.body().path("holdId").asString();
    }

    private static String body(String scope, String visibility) {
        return """
                {"name":"verysecretname","caseRef":"CASE-7","ground":"verysecretground","visibility":"%s","scope":%s}
                """.formatted(visibility, scope);
    }

    private static String onPerson(PersonId person) {
        return scope(person, null, null, null);
    }

    private static String onConversation(ConversationId conversation) {
        return scope(null, conversation, null, null);
    }

    private static String scope(
            @Nullable PersonId person,
            @Nullable ConversationId conversation,
            @Nullable String from,
            @Nullable String to) {
        return "{\"personIds\":[%s],\"conversationIds\":[%s],\"from\":%s,\"to\":%s}"
                .formatted(
                        person == null ? "" : quoted(person.toString()),
                        conversation == null ? "" : quoted(conversation.toString()),
                        quoted(from),
                        quoted(to));
    }

    private Http.Answer release(Http by, String hold) {
        return by.post(HOLDS + "/" + hold + "/release", "{\"comment\":\"settled\"}");
    }

    private Http.Answer dispose(Http by, String hold) {
        return by.post(HOLDS + "/" + hold + "/disposition", "{\"comment\":\"settled\"}");
    }

    private void released(String hold) {
        assertThat(release(officer, hold).status()).isEqualTo(200);
        assertThat(release(approver, hold).status()).isEqualTo(200);
    }

    private void disposed(String hold) {
        released(hold);
        assertThat(dispose(officer, hold).status()).isEqualTo(200);
        assertThat(dispose(approver, hold).status()).isEqualTo(200);
    }

    private static List<String> ids(Http reader) {
        JsonNode page = reader.get(HOLDS + "?limit=1000").body();
        assertThat(page.path("nextCursor").isNull()).isTrue();
        return page.path("items")
                .valueStream()
                .map(hold -> hold.path("holdId").asString())
                .toList();
    }

    private List<String> covering(PersonId person, @Nullable String from, @Nullable String until) {
        Http.Answer answer = ask(question(person, from, until));
        assertThat(answer.status()).isEqualTo(200);
        return answer.body()
                .path("holds")
                .valueStream()
                .map(hold -> hold.path("holdId").asString())
                .toList();
    }

    private String wrongField(String question) {
        Http.Answer answer = ask(question);
        assertThat(answer.status()).isEqualTo(400);
        return answer.body().path("violations").get(0).path("field").asString();
    }

    private Http.Answer ask(String question) {
        return Http.service(port, "internal").post("/internal/holds/covering", question);
    }

    private static String question(PersonId person, @Nullable String from, @Nullable String until) {
        return "{\"personId\":\"%s\",\"fromMonth\":%s,\"untilMonth\":%s}"
                .formatted(person, quoted(from), quoted(until));
    }
}
