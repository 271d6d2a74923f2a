package io.parley.consent.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.consent.Answers;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// What was served can be answered, by whom it was served to, while it is asked.
class ServingIT extends Answering {

    @Test
    void whatWasNeverServedCannotBeAnswered() {
        Someone dave = somebody("guest");
        String notice = notices.published("archive", "consent", "guest");

        Answers.send(dave.api(), Answers.body(notice, 1, "accepted", Map.of())).refused(409, "notice-not-served");
        pending(dave, notice, "zh");
        Answers.send(dave.api(), Answers.body(notice, 1, "accepted", Map.of())).refused(409, "notice-not-served");
        Answers.send(dave.api(), Answers.body(notice, 1, "accepted", Map.of("locale", "zh")))
                .is(201);
    }

    @Test
    void whatWasServedToOthersIsNotServedToMe() {
        Someone dave = somebody("guest");
        Someone other = somebody("guest");
        String notice = notices.published("archive", "consent", "guest");
        pending(other, notice, "en");

        Answers.send(dave.api(), Answers.body(notice, 1, "accepted", Map.of())).refused(409, "notice-not-served");
    }

    @Test
    void anAnswerNamesTheServingOnItsDevice() {
        Someone dave = somebody("guest");
        String notice = notices.published("archive", "consent", "guest");
        dave.api().get("/v1/me/notices", "Parley-Device", "laptop-1").is(200);
        dave.api().get("/v1/me/notices", "Parley-Device", "phone-2").is(200);

        JsonNode receipt = Answers.send(
                        dave.api(), Answers.body(notice, 1, "accepted", Map.of()), "Parley-Device", "laptop-1")
                .is(201)
                .body();
        JsonNode entry = dave.api().get("/v1/me/answers").body().path("items").path(0);

        assertThat(receipt.path("events")
                        .path(0)
                        .path("evidence")
                        .path("device")
                        .asString())
                .isEqualTo("laptop-1");
        assertThat(entry.path("device").asString()).isEqualTo("laptop-1");
        assertThat(Instant.parse(entry.path("servedAt").asString()))
                .isBeforeOrEqualTo(Instant.parse(entry.path("recordedAt").asString()));
        dave.api().get("/v1/me/notices", "Parley-Device", "a device").is(400);
    }

    @Test
    void anEditorialChangeLeavesWhatIsOnTheScreenAnswerable() {
        Someone dave = somebody("guest");
        String notice = notices.published("archive", "consent", "guest");
        pending(dave, notice, "en");
        notices.publishVersion(notice, 2, false);

        JsonNode receipt = Answers.send(dave.api(), Answers.body(notice, 1, "accepted", Map.of()))
                .is(201)
                .body();

        assertThat(receipt.path("processing").path("noticeVersion").asInt()).isEqualTo(1);
        assertThat(Answers.awaited(dave.api())).doesNotContain(notice);
    }

    @Test
    void whoIsNoLongerAskedIsTooLate() {
        Someone dave = somebody("guest");
        String notice = notices.published("archive", "consent", "guest");
        pending(dave, notice, "en");

        provisioning()
                .put("/scim/v2/Users/" + dave.id(), user(dave.name(), "employee", "eu"))
                .is(200);

        Answers.send(dave.api(), Answers.body(notice, 1, "accepted", Map.of())).refused(409, "notice-not-applicable");
    }

    @Test
    void theServersClockCountsAndTheClientsIsHeldAgainstIt() {
        Someone dave = somebody("guest");
        String notice = notices.published("archive", "consent", "guest");
        String longAgo = Instant.now().minus(Duration.ofHours(1)).toString();
        Instant slow = Instant.now().minusSeconds(60);

        Answers.give(dave.api(), Answers.body(notice, 1, "accepted", Map.of("shownAt", longAgo)))
                .breaksRule("shownAt");
        JsonNode receipt = Answers.give(
                        dave.api(), Answers.body(notice, 1, "accepted", Map.of("shownAt", slow.toString())))
                .is(201)
                .body();

        JsonNode event = receipt.path("events").path(0);
        assertThat(Instant.parse(event.path("eventTime").asString())).isAfter(slow.plusSeconds(30));
    }
}
