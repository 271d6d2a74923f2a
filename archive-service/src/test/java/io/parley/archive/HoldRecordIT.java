package io.parley.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.parley.contracts.Ids;
import io.parley.contracts.PersonId;
import io.parley.contracts.Topics;
import io.parley.contracts.event.AuditRecorded;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

/// What is kept of a hold, and who is reminded of it: the log, its words, its reviews, its tables.
class HoldRecordIT extends RunningHolds {

    @Autowired
    MeterRegistry metrics;

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
}
