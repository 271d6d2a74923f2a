package io.parley.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.contracts.ConversationId;
import io.parley.contracts.Ids;
import io.parley.contracts.PersonId;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;
/// Who makes policies, what they would do, and who cannot go around them.

class RetentionPolicyIT extends RunningRetention {

    @Test
    void saysBeforehandWhatAPolicyWouldDestroyAndDestroysNothing() {
        ConversationId talk = stored(LONG_AGO, "text", 1, 2);
        PersonId held = PersonId.next();
        stored(talk, held, LONG_AGO.plus(Duration.ofDays(31)), "text", 3);
        hold("{\"personIds\":[\"" + held + "\"]}");
        String policy = requested(body("delete-after", "text", "P1Y", talk));

        JsonNode report = dryRun(policy);

        assertThat(report.path("due").asLong()).isEqualTo(2);
        assertThat(report.path("conversations").asLong()).isEqualTo(1);
        assertThat(report.path("complete").asBoolean()).isTrue();
        assertThat(report.path("at").isString()).isTrue();
        assertThat(report.path("sample")).hasSize(2);
        assertThat(report.path("months").toString())
                .isEqualTo("[{\"month\":\"2020-01\",\"due\":2,\"heldBack\":0},"
                        + "{\"month\":\"2020-02\",\"due\":0,\"heldBack\":1}]");
        assertThat(archivedNumbers(talk)).hasSize(3);
        awaitAudit(policy, "retention.requested", "retention.dry-run");
        String duty = requested(body("keep-at-least", "text", "P1Y", talk));
        assertThat(post(officer, POLICIES + "/" + duty + "/dry-run").code()).isEqualTo("conflict");
    }

    @Test
    void twoPersonsMakeAPolicyAndEndADutyToKeep() {
        ConversationId talk = stored(LONG_AGO, "text", 1);
        Http both = somebody("officer", "approver");
        String own = id(both.post(POLICIES, body("delete-after", "text", "P1Y", talk)));
        assertThat(post(both, POLICIES + "/" + own + "/approve").code()).isEqualTo("four-eyes");
        assertThat(post(officer, POLICIES + "/" + own + "/approve").code()).isEqualTo("forbidden");
        awaitSweeps();
        assertThat(archivedNumbers(talk)).as("asked for only").hasSize(1);
        assertThat(post(approver, POLICIES + "/" + own + "/refuse")
                        .body()
                        .path("state")
                        .asString())
                .isEqualTo("refused");
        assertThat(post(approver, POLICIES + "/" + own + "/approve").code()).isEqualTo("conflict");
        assertThat(post(approver, POLICIES + "/" + own + "/retire").code()).isEqualTo("conflict");

        String duty = requested(body("keep-at-least", "text", "P1Y", talk));
        approve(duty);
        assertThat(post(officer, POLICIES + "/" + duty + "/retire")
                        .body()
                        .path("state")
                        .asString())
                .isEqualTo("retire-requested");
        assertThat(post(officer, POLICIES + "/" + duty + "/retire").code()).isEqualTo("four-eyes");
        assertThat(post(somebody("privacy"), POLICIES + "/" + duty + "/retire").code())
                .isEqualTo("forbidden");
        assertThat(post(approver, POLICIES + "/" + duty + "/retire")
                        .body()
                        .path("state")
                        .asString())
                .isEqualTo("retired");
        approved.remove(duty);
        awaitAudit(
                duty, "retention.requested", "retention.approved", "retention.retire-requested", "retention.retired");
    }

    @Test
    void answersOnlyThoseWhoAccountForRetention() {
        String policy = requested(body("delete-after", "text", "P1Y", ConversationId.next()));
        for (String role : List.of("officer", "approver", "privacy", "auditor")) {
            Http reader = somebody(role);
            assertThat(reader.get(POLICIES + "/" + policy).status()).as(role).isEqualTo(200);
            assertThat(reader.get(POLICIES + "?limit=1").status()).as(role).isEqualTo(200);
            assertThat(reader.get(CERTIFICATES).status()).as(role).isEqualTo(200);
        }
        for (String role : List.of("member", "admin")) {
            Http other = somebody(role);
            assertThat(other.get(POLICIES).code()).as(role).isEqualTo("forbidden");
            assertThat(other.get(CERTIFICATES).code()).as(role).isEqualTo("forbidden");
            assertThat(post(other, POLICIES + "/" + policy + "/dry-run").code())
                    .as(role)
                    .isEqualTo("forbidden");
        }
        for (String role : List.of("approver", "auditor", "member", "admin")) {
            assertThat(somebody(role)
                            .post(POLICIES, body("delete-after", "text", "P1Y", null))
                            .code())
                    .as(role)
                    .isEqualTo("forbidden");
        }
        String unknown = Ids.next().toString();
        assertThat(officer.get(POLICIES + "/" + unknown).code()).isEqualTo("not-found");
        assertThat(post(approver, POLICIES + "/" + unknown + "/approve").code()).isEqualTo("not-found");
        assertThat(officer.get(CERTIFICATES + "/" + unknown).code()).isEqualTo("not-found");
        assertThat(officer.get(CERTIFICATES + "?limit=0").code()).isEqualTo("invalid-request");
        assertThat(officer.get(POLICIES + "?after=x").code()).isEqualTo("invalid-request");
        assertThat(officer.post(POLICIES, "{").code()).isEqualTo("malformed-request");
        JsonNode problem = officer.post(POLICIES, "{\"name\":\"N\",\"class\":\"text\",\"period\":\"6 months\"}")
                .body();
        assertThat(problem.path("violations").get(0).path("field").asString()).isEqualTo("period");
    }

    @Test
    void theApplicationCannotDeleteByItself() {
        ConversationId talk = stored(LONG_AGO, "text", 1);
        JdbcTemplate service = asService();
        for (String change : List.of(
                "DELETE FROM record",
                "TRUNCATE record",
                "DELETE FROM record_2020_01",
                "TRUNCATE record_2020_01",
                "DELETE FROM recall",
                "UPDATE binding_hold SET silent = true",
                "DELETE FROM binding_hold",
                "DELETE FROM retention_step",
                "UPDATE retention_policy SET period = 'PT1S'",
                "DELETE FROM purge",
                "INSERT INTO purge SELECT * FROM purge",
                "DELETE FROM retention_certificate")) {
            assertThatThrownBy(() -> service.execute(change)).as(change).hasStackTraceContaining("permission denied");
        }
        UUID sweep = Ids.next();
        String asked = requested(body("delete-after", "text", "P1Y", talk));
        assertRefused(sweep, asked, talk, "expected: approved, to delete");
        String duty = inForce("keep-at-least", "text", "PT1S", talk);
        assertRefused(sweep, duty, talk, "expected: approved, to delete");
        String young = inForce("delete-after", "text", "P90Y", talk);
        asService().update("INSERT INTO retention_sweep VALUES (?, now())", sweep);
        assertThat(purge(service, sweep, young, talk, 1, LONG_AGO))
                .as("not due")
                .isZero();
        assertThatThrownBy(() -> service.queryForObject(
                        "SELECT count(*) FROM purge_records(?, ?, 0, '{}', '{}', '{}')",
                        Long.class,
                        sweep,
                        UUID.fromString(young)))
                .hasStackTraceContaining("retention_step: changed");
        assertThatThrownBy(() -> service.update(
                        "INSERT INTO retention_step (policy_id, step, actor, at) VALUES (?, 'approved', ?, now())",
                        UUID.fromString(asked),
                        requester(asked)))
                .hasStackTraceContaining("expected: in order, approved by another person");
        assertThat(archivedNumbers(talk)).hasSize(1);
    }

    /// Otherwise a policy for oneself, asked about and never approved, would tell that one is looked into.
    @Test
    void aDryRunDoesNotTellOfASilentHoldToWhomItIsOn() {
        Http suspect = somebody("officer");
        ConversationId talk = stored(LONG_AGO, "text", 1);
        stored(talk, suspect.id(), LONG_AGO, "text", 2);
        officer.post(
                "/v1/archive/holds",
                "{\"name\":\"N\",\"caseRef\":\"C\",\"ground\":\"G\",\"visibility\":\"silent\",\"scope\":{\"personIds\":[\""
                        + suspect.id() + "\"]}}");
        String policy = requested(body("delete-after", "text", "P1Y", talk));

        JsonNode told = dryRun(policy);
        assertThat(told.path("due").asLong()).isEqualTo(1);
        assertThat(told.path("heldBack").toString()).isEqualTo("[{\"reason\":\"hold\",\"records\":1}]");
        JsonNode untold = post(suspect, POLICIES + "/" + policy + "/dry-run").body();
        assertThat(untold.path("due").asLong()).isEqualTo(2);
        assertThat(untold.path("heldBack")).isEmpty();
    }
}
