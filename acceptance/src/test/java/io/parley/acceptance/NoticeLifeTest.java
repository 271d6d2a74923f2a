package io.parley.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// A notice from its draft to its end. Each asks a department of the test's own, so that nobody else is asked.
class NoticeLifeTest {

    private final Raw heidi = Region.heidiThePrivacyOfficer().http();
    private final Raw frank = Region.frankTheApprover().http();
    private final Persona member = Newcomer.employee();
    private final Persona outsider = Newcomer.employee();
    private final String department = Newcomer.department(member);

    @Test
    void aSecondPersonReviewsWhatWasHandedIn() {
        String path = drafted();
        frank.post(path + "/approve", "{}").isProblem(409, "conflict");
        assertThat(state(heidi.post(path + "/submit", "{}"))).isEqualTo("in-review");
        heidi.post(path + "/submit", "{}").isProblem(409, "conflict");
        heidi.post(path + "/approve", "{}").isProblem(403, "four-eyes");
        heidi.post(path + "/reject", "{}").isProblem(403, "four-eyes");
        assertThat(state(frank.post(path + "/approve", "{}"))).isEqualTo("approved");
        frank.post(path + "/reject", "{}").isProblem(409, "conflict");

        String rejected = drafted();
        heidi.post(rejected + "/submit", "{}").hasStatus(200);
        frank.post(rejected + "/reject", "{}").hasStatus(200);
        heidi.post(rejected + "/publish", "{}").isProblem(409, "conflict");
        assertThat(pending(member)).doesNotContain(id(path), id(rejected));
    }

    /// The local region lets one person publish, so a second consent-service is started that does not.
    @Test
    void withoutThatReviewNothingIsPublishedWhereTwoPersonsAreRequired() {
        int port = Region.GATEWAY.getPort() + 104;
        Script.parley(
                Map.of("PARLEY_NOTICE_FOUR_EYES", "true"),
                "start",
                "consent",
                "--instance",
                "2",
                "--port",
                String.valueOf(port));
        try {
            Raw strict = heidi.at(URI.create("http://localhost:" + port));
            String path = drafted();
            strict.post(path + "/publish", "{}").isProblem(409, "review-required");
            strict.post(path + "/submit", "{}").hasStatus(200);
            strict.post(path + "/publish", "{}").isProblem(409, "review-required");
            assertThat(pending(member)).doesNotContain(id(path));
            frank.post(path + "/approve", "{}").hasStatus(200);
            assertThat(state(strict.post(path + "/publish", "{}"))).isEqualTo("published");
            assertThat(pending(member)).contains(id(path));
        } finally {
            Script.parley("stop", "consent-2");
        }
    }

    @Test
    void itAsksItsDepartmentAndCountsWhoAnswered() {
        String path = drafted();
        heidi.post(path + "/publish", "{}").hasStatus(200);
        heidi.post(path + "/publish", "{}").isProblem(409, "conflict");

        assertThat(pending(outsider)).doesNotContain(id(path));
        assertThat(pending(member)).contains(id(path));
        JsonNode before = progress(path);
        assertThat(before.path("asked").asInt()).isEqualTo(1);
        assertThat(before.path("unanswered").asInt()).isEqualTo(1);
        assertThat(people(path, "unanswered")).containsExactly(member.id().toString());
        member.http().post("/v1/me/answers", answer(path)).hasStatus(201);

        assertThat(progress(path).path("answers").path("refused").asInt()).isEqualTo(1);
        assertThat(people(path, "unanswered")).isEmpty();
        heidi.get(path + "/progress/people?state=asleep")
                .isProblem(400, "invalid-request")
                .namesField("state");
        for (Persona other : List.of(member, Region.ivanTheAdmin())) {
            other.http().get(path + "/progress").isProblem(403, "forbidden");
            other.http().get(path + "/progress/people").isProblem(403, "forbidden");
            other.http().post(path + "/submit", "{}").isProblem(403, "forbidden");
            other.http().post(path + "/approve", "{}").isProblem(403, "forbidden");
            other.http().post(path + "/publish", "{}").isProblem(403, "forbidden");
        }
    }

    @Test
    void whoLeavesTheDepartmentIsAskedNoMoreAndARetiredOneAsksNobody() {
        String path = drafted();
        heidi.post(path + "/publish", "{}").hasStatus(200);
        assertThat(pending(member)).contains(id(path));
        Persona joined = Newcomer.employee();
        String retired = drafted(Newcomer.department(joined));
        heidi.post(retired + "/publish", "{}").hasStatus(200);
        assertThat(pending(joined)).contains(id(retired));

        Newcomer.dissolves(department);
        heidi.post("/v1/notices/" + id(retired) + "/retire", "{}").hasStatus(204);

        assertThat(pending(member)).doesNotContain(id(path));
        assertThat(pending(joined)).doesNotContain(id(retired));
        joined.http().post("/v1/me/answers", answer(retired)).isProblem(409, "notice-not-applicable");
        heidi.post("/v1/notices/" + id(retired) + "/retire", "{}").isProblem(409, "conflict");
    }

    @Test
    void anAnswerToAnOvertakenVersionOrFromAClockFarOffIsRefused() {
        String path = drafted();
        heidi.post(path + "/publish", "{}").hasStatus(200);
        assertThat(pending(member)).contains(id(path));
        for (Duration off : List.of(Duration.ofHours(1), Duration.ofHours(-1))) {
            member.http()
                    .post("/v1/me/answers", answer(path, Instant.now().plus(off)))
                    .isProblem(422, "rule-violated")
                    .namesField("shownAt");
        }
        String versions = "/v1/notices/" + id(path) + "/versions";
        heidi.post(versions, "{\"texts\":{\"en\":{\"title\":\"AI\",\"text\":\"Another text.\"}},\"material\":true}")
                .hasStatus(201);
        heidi.post(versions + "/2/publish", "{}").hasStatus(200);

        member.http().post("/v1/me/answers", answer(path)).isProblem(409, "notice-superseded");
        assertThat(pending(member)).contains(id(path));
    }

    @Test
    void aVersionTakesEffectAtItsTime() {
        String path = drafted();
        heidi.post(path + "/publish", "{\"at\":\"2020-01-01T00:00:00Z\"}")
                .isProblem(422, "rule-violated")
                .namesField("at");
        Instant at = Instant.now().plus(Duration.ofSeconds(4));

        assertThat(state(heidi.post(path + "/publish", "{\"at\":\"" + at + "\"}")))
                .isEqualTo("scheduled");

        assertThat(pending(member)).doesNotContain(id(path));
        Wait.shortly().until(() -> pending(member).contains(id(path)));
        assertThat(Instant.now()).isAfterOrEqualTo(at);
    }

    private String drafted() {
        return drafted(department);
    }

    private String drafted(String whose) {
        JsonNode draft =
                heidi.post("/v1/notices", """
                        {"purpose":"ai","kind":"consent","audience":{"kinds":["employee"],"groups":["%s"]},
                         "texts":{"en":{"title":"AI","text":"An example text."}},"material":true}""".formatted(whose)).hasStatus(201).json();
        return "/v1/notices/" + draft.path("noticeId").asString() + "/versions/1";
    }

    private static String id(String path) {
        return path.split("/")[3];
    }

    private static String state(Raw.Answer answer) {
        return answer.hasStatus(200).json().path("state").asString();
    }

    private JsonNode progress(String path) {
        return heidi.get(path + "/progress").hasStatus(200).json();
    }

    private List<String> people(String path, String state) {
        return heidi.get(path + "/progress/people?state=" + state)
                .hasStatus(200)
                .json()
                .path("items")
                .valueStream()
                .map(person -> person.path("personId").asString())
                .toList();
    }

    private static List<String> pending(Persona person) {
        JsonNode notices = person.http().get("/v1/me/notices").hasStatus(200).json();
        return notices.valueStream()
                .map(notice -> notice.path("noticeId").asString())
                .toList();
    }

    private static String answer(String path) {
        return answer(path, Instant.now());
    }

    private static String answer(String path, Instant shownAt) {
        return """
                {"noticeId":"%s","version":1,"locale":"en","answer":"refused","shownAt":"%s"}""".formatted(id(path), shownAt);
    }
}
