package io.parley.consent;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What people say to notices.
public final class Answers {

    private static final String NOTICES = "/v1/me/notices";
    private static final String ANSWERS = "/v1/me/answers";

    private Answers() {}

    /// The notices that wait for an answer of this person.
    public static List<String> awaited(Api by) {
        return awaited(by, "");
    }

    public static List<String> awaited(Api by, String query) {
        return by.get(NOTICES + query)
                .is(200)
                .body()
                .valueStream()
                .map(item -> item.path("noticeId").asString())
                .toList();
    }

    /// As a client does: what is to be answered is fetched before.
    public static Api.Answer give(Api by, String notice, int version, String answer) {
        return give(by, body(notice, version, answer, Map.of()));
    }

    public static Api.Answer give(Api by, Map<String, Object> body) {
        awaited(by);
        return send(by, body);
    }

    /// Without having looked.
    public static Api.Answer send(Api by, Map<String, Object> body, String... headers) {
        return by.post(ANSWERS, body, headers);
    }

    /// To a text in English that was shown just now, but for the changes.
    public static Map<String, Object> body(Object notice, int version, String answer, Map<String, ?> changes) {
        Map<String, Object> body = new HashMap<>(Map.of(
                "noticeId", notice,
                "version", version,
                "locale", "en",
                "answer", answer,
                "shownAt", Instant.now().toString()));
        body.putAll(changes);
        return body;
    }
}
