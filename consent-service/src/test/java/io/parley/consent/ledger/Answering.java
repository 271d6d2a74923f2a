package io.parley.consent.ledger;

import io.parley.consent.ConsentIT;
import io.parley.consent.Notices;
import org.junit.jupiter.api.BeforeEach;
import tools.jackson.databind.JsonNode;

/// Notices that are published, and people who answer them.
abstract class Answering extends ConsentIT {

    Notices notices;

    @BeforeEach
    void someoneForPrivacy() {
        notices = new Notices(as(somebody("employee").name(), "privacy"));
    }

    static JsonNode pending(Someone person, String notice, String languages) {
        return person.api()
                .get("/v1/me/notices", "Accept-Language", languages)
                .is(200)
                .body()
                .valueStream()
                .filter(item -> item.path("noticeId").asString().equals(notice))
                .findFirst()
                .orElseThrow();
    }
}
