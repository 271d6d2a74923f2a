package io.parley.consent.ledger;

import io.parley.consent.notice.NoticeBook;
import io.parley.consent.notice.NoticeNews;
import io.parley.consent.notice.NoticeProperties;
import io.parley.consent.notice.NoticeVersion;
import io.parley.consent.notice.StandingNotice;
import io.parley.contracts.AuditAction;
import io.parley.platform.audit.AuditEvent;
import io.parley.platform.audit.AuditTrail;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/// Reminds people who are connected of what they have not answered, from time to time; that it was done is kept.
@Component
class ReminderSweep {

    private final NoticeBook notices;
    private final Steps steps;
    private final TransactionOperations transactions;
    private final Duration every;
    private final Clock clock;

    ReminderSweep(
            NoticeBook notices,
            Steps steps,
            TransactionOperations transactions,
            NoticeProperties properties,
            Clock clock) {
        this.notices = notices;
        this.steps = steps;
        this.transactions = transactions;
        this.every = properties.remindEvery();
        this.clock = clock;
    }

    /// What a reminder is made of.
    @Component
    record Steps(NoticeProgress progress, Reminders reminders, NoticeNews news, AuditTrail audit) {}

    @Scheduled(fixedDelayString = "${parley.notice.sweep-interval:1s}")
    void remind() {
        if (every.isZero()) {
            return;
        }
        notices.standing().stream()
                .filter(this::isDue)
                .forEach(due -> transactions.execute(status -> {
                    if (steps.reminders().lock(due.current()) && isDue(due)) {
                        remind(due);
                    }
                    return due;
                }));
    }

    private boolean isDue(StandingNotice notice) {
        List<Reminders.Sent> sent = steps.reminders().of(notice.current());
        Instant last = sent.isEmpty()
                ? Objects.requireNonNull(notice.current().publishedAt())
                : sent.getLast().at();
        return !last.plus(every).isAfter(clock.instant());
    }

    private void remind(StandingNotice notice) {
        NoticeVersion version = notice.current();
        long people = steps.progress()
                .counts(version, notice.lastMaterialVersion())
                .getOrDefault(NoticeProgress.UNANSWERED, 0L);
        steps.reminders().sent(version, clock.instant().truncatedTo(ChronoUnit.MILLIS), people);
        if (people > 0) {
            steps.news().nudge(version);
            steps.audit()
                    .record(AuditEvent.of(AuditAction.NOTICE_REMINDED)
                            .by("service", "consent-service")
                            .on("notice", version.noticeId().toString())
                            .detail("version", version.version())
                            .detail("people", people));
        }
    }
}
