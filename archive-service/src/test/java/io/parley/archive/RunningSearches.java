package io.parley.archive;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;

/// Searches as officers make them, and what they need for that.
abstract class RunningSearches extends RunningOffice {

    Http nobody;

    @BeforeEach
    void people() {
        nobody = somebody("member");
    }

    Http.Answer search(String grant, String words) {
        return officer.post("/v1/archive/searches", "{\"grantId\":" + grant + ",\"text\":" + quoted(words) + "}");
    }

    String requested(Conversation talk) {
        return requested(talk, TOMORROW.plus(Duration.ofDays(1)));
    }

    String requested(Conversation talk, Instant expiresAt) {
        return requestedGrant(scope(talk), expiresAt);
    }
}
