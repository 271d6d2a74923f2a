package io.parley.consent.ledger;

import io.parley.consent.notice.NoticeId;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.UUID;

record AnswerRequest(
        @NotNull UUID noticeId,
        @NotNull Integer version,
        @NotNull @Size(min = 1, max = 35) String locale,
        @NotNull String answer,
        @NotNull Instant shownAt) {

    NoticeId notice() {
        return new NoticeId(noticeId);
    }
}
