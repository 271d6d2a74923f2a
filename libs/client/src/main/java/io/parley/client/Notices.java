package io.parley.client;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What the person is asked to agree to, what they answered, and how they take it back.
public final class Notices {

    private final Rest rest;

    Notices(Rest rest) {
        this.rest = rest;
    }

    /// A text that awaits an answer.
    ///
    /// @param kind `agreement`, `notice` or `consent`
    public record Notice(
            NoticeId noticeId,
            int version,
            String purpose,
            String kind,
            String locale,
            String title,
            String text,
            boolean refusable,
            boolean material,
            @Nullable Instant publishedAt) {

        /// The answer that lets things go on: a notice is acknowledged, everything else accepted.
        public String yes() {
            return kind.equals("notice") ? "acknowledged" : "accepted";
        }
    }

    /// One entry of the ledger.
    ///
    /// @param answer `accepted`, `refused`, `acknowledged` or `withdrawn`
    public record Answer(
            String answerId,
            NoticeId noticeId,
            int version,
            String purpose,
            String kind,
            String locale,
            String answer) {}

    /// A receipt in the sections of ISO/IEC TS 27560: `header`, `processing`, `parties`, `events`.
    public record Receipt(
            String receiptId,
            @Nullable JsonNode header,
            @Nullable JsonNode processing,
            @Nullable JsonNode parties,
            @Nullable JsonNode events) {}

    public List<Notice> pending() {
        return Json.page(rest.get("/v1/me/notices"), Notice.class).items();
    }

    /// Records an answer and gives its receipt.
    ///
    /// @param shownAt when the text was on the person's screen
    public Receipt answer(Notice notice, String answer, Instant shownAt) {
        return answer(notice.noticeId(), notice.version(), notice.locale(), answer, shownAt);
    }

    /// Changes one's mind about a notice that was answered before.
    public Receipt answerAgain(Answer earlier, String answer, Instant shownAt) {
        return answer(earlier.noticeId(), earlier.version(), earlier.locale(), answer, shownAt);
    }

    private Receipt answer(NoticeId notice, int version, String locale, String answer, Instant shownAt) {
        var body = Map.of(
                "noticeId", notice,
                "version", version,
                "locale", locale,
                "answer", answer,
                "shownAt", shownAt.truncatedTo(ChronoUnit.MILLIS).toString());
        return Json.as(rest.post("/v1/me/answers", body), Receipt.class);
    }

    /// The person's own ledger, oldest first.
    public Page<Answer> answers(@Nullable String after, int limit) {
        return Json.page(
                rest.get("/v1/me/answers" + new Query().with("after", after).with("limit", limit)), Answer.class);
    }

    /// The newest entry of the person's ledger for a purpose.
    public Optional<Answer> latest(String purpose) {
        Answer latest = null;
        String cursor = null;
        do {
            Page<Answer> page = answers(cursor, 1000);
            for (Answer answer : page.items()) {
                latest = answer.purpose().equals(purpose) ? answer : latest;
            }
            cursor = page.nextCursor();
        } while (cursor != null);
        return Optional.ofNullable(latest);
    }

    public Receipt withdraw(String purpose) {
        return Json.as(rest.post("/v1/me/purposes/" + purpose + "/withdraw", Map.of()), Receipt.class);
    }
}
