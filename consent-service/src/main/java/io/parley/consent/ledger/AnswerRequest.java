package io.parley.consent.ledger;

import io.parley.consent.notice.NoticeId;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// @param onBehalfOf the minor for whom a guardian answers; absent: oneself
record AnswerRequest(
        @NotNull UUID noticeId,
        @NotNull Integer version,
        @NotNull @Size(min = 1, max = 35) String locale,
        @NotNull String answer,
        @NotNull Instant shownAt,
        @Nullable UUID onBehalfOf) {

    NoticeId notice() {
        return new NoticeId(noticeId);
    }
}
