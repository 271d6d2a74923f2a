package io.parley.consent.ledger;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.parley.consent.notice.NoticeBook;
import io.parley.consent.notice.NoticeId;
import io.parley.consent.notice.NoticeVersion;
import io.parley.contracts.AuditAction;
import io.parley.contracts.ErrorCode;
import io.parley.platform.audit.AuditEvent;
import io.parley.platform.audit.AuditTrail;
import io.parley.platform.identity.PersonCaller;
import io.parley.platform.problem.DomainException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/v1/notices/{noticeId}/versions/{version}/progress")
@PreAuthorize("hasRole('PRIVACY')")
@Tag(name = "Notices")
class ProgressController {

    private static final int MAX_LIMIT = 1000;
    private static final Set<String> STATES = Set.of("accepted", "acknowledged", "refused", NoticeProgress.UNANSWERED);

    private final NoticeBook notices;
    private final NoticeProgress progress;
    private final Reminders reminders;
    private final AuditTrail audit;

    ProgressController(NoticeBook notices, NoticeProgress progress, Reminders reminders, AuditTrail audit) {
        this.notices = notices;
        this.progress = progress;
        this.reminders = reminders;
        this.audit = audit;
    }

    /// @param answers people by what they said
    record ProgressView(
            String noticeId,
            int version,
            long asked,
            Map<String, Long> answers,
            long unanswered,
            List<ReminderView> reminders) {}

    record ReminderView(String at, int people) {}

    record PersonView(String personId, String state) {}

    record PeoplePage(
            List<PersonView> items,

            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable
            String nextCursor) {}

    @GetMapping
    @Operation(summary = "How many are asked, and what they have said (role privacy)")
    ProgressView progress(@PathVariable UUID noticeId, @PathVariable int version) {
        NoticeVersion asked = published(noticeId, version);
        Map<String, Long> counts = progress.counts(asked, notices.floor(asked));
        long unanswered = counts.getOrDefault(NoticeProgress.UNANSWERED, 0L);
        long all = counts.values().stream().mapToLong(Long::longValue).sum();
        counts.remove(NoticeProgress.UNANSWERED);
        List<ReminderView> sent = reminders.of(asked).stream()
                .map(one -> new ReminderView(one.at().toString(), one.people()))
                .toList();
        return new ProgressView(noticeId.toString(), version, all, counts, unanswered, sent);
    }

    /// Who has not answered is about persons: the read is on record before the answer leaves.
    @GetMapping("/people")
    @Operation(summary = "Who is asked, and what each has said (role privacy)")
    PeoplePage people(
            @PathVariable UUID noticeId,
            @PathVariable int version,
            @RequestParam @Nullable String state,
            @RequestParam @Nullable UUID after,
            @RequestParam(defaultValue = "50") int limit,
            PersonCaller caller) {
        check(state, limit);
        NoticeVersion asked = published(noticeId, version);
        List<NoticeProgress.Someone> found = progress.page(asked, notices.floor(asked), state, after, limit + 1);
        audit.recordNow(AuditEvent.of(AuditAction.NOTICE_PROGRESS_READ)
                .by(caller)
                .on("notice", noticeId.toString())
                .detail("version", version));
        List<PersonView> shown = found.stream()
                .limit(limit)
                .map(someone -> new PersonView(someone.person().toString(), someone.state()))
                .toList();
        return new PeoplePage(shown, found.size() > limit ? shown.getLast().personId() : null);
    }

    private static void check(@Nullable String state, int limit) {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw DomainException.invalid("limit", "1.." + MAX_LIMIT);
        }
        if (state != null && !STATES.contains(state)) {
            throw DomainException.invalid("state", "accepted, acknowledged, refused or unanswered");
        }
    }

    private NoticeVersion published(UUID noticeId, int version) {
        return notices.version(new NoticeId(noticeId), version)
                .filter(found -> found.publishedAt() != null)
                .orElseThrow(() -> new DomainException(ErrorCode.NOT_FOUND, "notice: no such published version"));
    }
}
