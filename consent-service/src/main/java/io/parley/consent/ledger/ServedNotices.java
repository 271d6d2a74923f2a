package io.parley.consent.ledger;

import io.parley.consent.notice.NoticeBook;
import io.parley.consent.notice.NoticeVersion;
import io.parley.consent.notice.StandingNotice;
import io.parley.contracts.ErrorCode;
import io.parley.contracts.PersonId;
import io.parley.platform.problem.DomainException;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// Finds what an answer is about: a notice that asks this person, in a version that counts and that was served to them.
@Component
class ServedNotices {

    private final NoticeBook notices;
    private final Servings servings;

    ServedNotices(NoticeBook notices, Servings servings) {
        this.notices = notices;
        this.servings = servings;
    }

    /// Somebody who was shown it once is told that it asks no more; others learn nothing of it.
    StandingNotice standingFor(Voice voice, AnswerRequest request) {
        return notices.standing(request.notice())
                .filter(notice -> PendingNotices.isFor(notice, voice.person()))
                .orElseThrow(() -> servings.any(voice.speaker(), request.notice())
                        ? new DomainException(ErrorCode.NOTICE_NOT_APPLICABLE, "notice: " + request.noticeId())
                        : new DomainException(ErrorCode.NOT_FOUND, "notice: " + request.noticeId()));
    }

    /// An editorial change leaves the versions before it answerable; a material one does not.
    NoticeVersion version(StandingNotice standing, AnswerRequest request) {
        NoticeVersion version = published(standing.current(), request)
                .orElseThrow(
                        () -> AnswerRules.violated("version", request.version().toString(), "a published version"));
        if (!standing.isAnsweredBy(version.version())) {
            throw new DomainException(
                    ErrorCode.NOTICE_SUPERSEDED,
                    "version: " + version.version() + " (expected: "
                            + standing.current().version() + ")");
        }
        AnswerRules.checkLanguage(request, version);
        return version;
    }

    private Optional<NoticeVersion> published(NoticeVersion current, AnswerRequest request) {
        return request.version() == current.version()
                ? Optional.of(current)
                : notices.version(request.notice(), request.version())
                        .filter(earlier -> earlier.version() < current.version());
    }

    Serving serving(PersonId speaker, AnswerRequest request, String device) {
        return servings.of(speaker, request.notice(), request.version(), request.locale(), device)
                .orElseThrow(() -> new DomainException(
                        ErrorCode.NOTICE_NOT_SERVED,
                        "version " + request.version() + " in " + request.locale()
                                + ": not served to you (expected: one from GET /v1/me/notices)"));
    }
}
