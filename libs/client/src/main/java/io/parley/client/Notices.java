package io.parley.client;

import java.time.Instant;
import java.util.List;
import java.util.Map;
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
        var body = Map.of(
                "noticeId", notice.noticeId(),
                "version", notice.version(),
                "locale", notice.locale(),
                "answer", answer,
                "shownAt", shownAt.toString());
        return Json.as(rest.post("/v1/me/answers", body), Receipt.class);
    }

    /// The person's own ledger, oldest first.
    public Page<JsonNode> answers() {
        return Json.page(rest.get("/v1/me/answers"), JsonNode.class);
    }

    public Receipt withdraw(String purpose) {
        return Json.as(rest.post("/v1/me/purposes/" + purpose + "/withdraw", Map.of()), Receipt.class);
    }
}
