package io.parley.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.client.ConversationId;
import io.parley.client.MessageId;
import io.parley.client.Notices;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Asked of minors, whom no other test knows, so that everybody else goes on writing.
class MandatoryNoticeTest {

    private final Persona minor = Newcomer.minor();
    private final ConversationId conversation =
            Region.alice().opens("group", minor).conversationId();
    private String notice = "";

    @BeforeEach
    void nothingAwaitsThemYet() {
        Wait.shortly().until(() -> say() == 201);
        answerWhatIsAsked();
    }

    @AfterEach
    void asksNobodyAnyMore() {
        if (!notice.isEmpty()) {
            Region.heidiThePrivacyOfficer()
                    .http()
                    .post("/v1/notices/" + notice + "/retire", "{}")
                    .hasStatus(204);
        }
    }

    @Test
    void whoHasNotAnsweredReadsButDoesNotWriteUntilTheyHave() {
        try (RawSocket socket = RawSocket.of(minor, "tablet")) {
            long published = System.nanoTime();
            publish("");
            assertThat(socket.next("notice").path("pendingNotices").asInt()).isEqualTo(1);
            report("told over the socket", published);
            Wait.shortly().until(() -> say() == 403);
            report("writing blocked", published);

            Raw.Answer refused = minor.http().post(path(), body());
            refused.isProblem(403, "consent-required");
            assertThat(refused.json().path("noticeIds").path(0).asString()).isEqualTo(notice);
            minor.http().get(path()).hasStatus(200);
            minor.http().get("/v1/conversations").hasStatus(200);
            socket.say("""
                    {"type":"send","messageId":"%s","conversationId":"%s","content":{"type":"text","text":"may I?"}}""".formatted(MessageId.next(), conversation));
            JsonNode rejected = socket.next("rejected");
            assertThat(rejected.path("code").asString()).isEqualTo("consent-required");
            assertThat(rejected.path("noticeIds").path(0).asString()).isEqualTo(notice);
            Region.alice().says(conversation, "others go on");

            Notices.Notice asked = minor.api().notices().pending().getFirst();
            long answered = System.nanoTime();
            minor.api().notices().answer(asked, "acknowledged", Instant.now());
            Wait.shortly().until(() -> say() == 201);
            report("writing again", answered);
        }
    }

    @Test
    void aScheduledVersionTakesEffectByItself() {
        Instant at = Instant.now().plus(Duration.ofSeconds(5));
        publish("\"at\":\"" + at + "\"");

        assertThat(say()).isEqualTo(201);
        Wait.shortly().until(() -> say() == 403);
        assertThat(Instant.now()).isAfterOrEqualTo(at);
    }

    @Test
    void whoLeftAndCameBackAnswersAnewBeforeTheyWrite() {
        publish("");
        Wait.shortly().until(() -> say() == 403);
        answerWhatIsAsked();
        Wait.shortly().until(() -> say() == 201);

        String id = minor.id().toString();
        Newcomer.active(id, false);
        Wait.shortly().until(() -> minor.http().get("/v1/me").status() == 403);
        Newcomer.active(id, true);
        Wait.shortly().until(() -> minor.http().get("/v1/me").status() == 200);

        String path = path(Region.alice().opens("group", minor).conversationId());
        minor.http().post(path, body()).isProblem(403, "consent-required");
        answerWhatIsAsked();
        Wait.shortly().until(() -> minor.http().post(path, body()).status() == 201);
    }

    private void answerWhatIsAsked() {
        minor.api().notices().pending().forEach(one -> minor.api().notices().answer(one, one.yes(), Instant.now()));
    }

    private void publish(String when) {
        Raw heidi = Region.heidiThePrivacyOfficer().http();
        notice = heidi.post("/v1/notices", """
                        {"purpose":"terms","kind":"notice","audience":{"kinds":["minor"],"regions":[]},"mandatory":true,
                         "texts":{"en":{"title":"House rules","text":"An example."}},"material":true}""")
                .hasStatus(201)
                .json()
                .path("noticeId")
                .asString();
        heidi.post("/v1/notices/" + notice + "/versions/1/publish", "{" + when + "}")
                .hasStatus(200);
    }

    private int say() {
        return minor.http().post(path(), body()).status();
    }

    private String path() {
        return path(conversation);
    }

    private static String path(ConversationId conversation) {
        return "/v1/conversations/" + conversation + "/messages";
    }

    private static String body() {
        return """
                {"messageId":"%s","content":{"type":"text","text":"hello"}}""".formatted(MessageId.next());
    }

    private static void report(String what, long since) {
        System.out.printf("mandatory notice: %s after %d ms%n", what, (System.nanoTime() - since) / 1_000_000);
    }
}
