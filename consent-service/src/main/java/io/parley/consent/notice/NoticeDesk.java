package io.parley.consent.notice;

import io.parley.contracts.AuditAction;
import io.parley.contracts.ErrorCode;
import io.parley.contracts.Purpose;
import io.parley.platform.audit.AuditEvent;
import io.parley.platform.audit.AuditTrail;
import io.parley.platform.identity.Caller;
import io.parley.platform.problem.DomainException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Drafting and publishing.
@Service
class NoticeDesk {

    private final NoticeStore store;
    private final AuditTrail audit;
    private final Clock clock;

    NoticeDesk(NoticeStore store, AuditTrail audit, Clock clock) {
        this.store = store;
        this.audit = audit;
        this.clock = clock;
    }

    /// The first version is always material: nobody has answered it yet.
    @Transactional
    NoticeVersion draft(NoticeRequest request, Caller by) {
        NoticeKind kind = request.parsedKind();
        Purpose purpose = request.parsedPurpose();
        NoticeVersion first = new NoticeVersion(
                NoticeId.next(),
                1,
                purpose,
                kind,
                request.parsedAudience(),
                request.parsedTexts(),
                true,
                request.refusableOr(kind),
                null);
        store.insertNotice(first.noticeId(), purpose, kind, now());
        return drafted(first, by);
    }

    @Transactional
    NoticeVersion draftVersion(NoticeId id, NoticeRequest request, Caller by) {
        NoticeVersion last = versions(id).getLast();
        checkUnchanged(last, request);
        return drafted(
                new NoticeVersion(
                        id,
                        last.version() + 1,
                        last.purpose(),
                        last.kind(),
                        request.audience() == null ? last.audience() : request.parsedAudience(),
                        request.parsedTexts(),
                        request.material() == null || request.material(),
                        request.refusable() == null ? last.refusable() : request.refusable(),
                        null),
                by);
    }

    @Transactional
    NoticeVersion publish(NoticeId id, int version, Caller by) {
        List<NoticeVersion> versions = versions(id);
        NoticeVersion draft = versions.stream()
                .filter(candidate -> candidate.version() == version)
                .findFirst()
                .orElseThrow(() -> new DomainException(ErrorCode.NOT_FOUND, "version: " + version));
        if (versions.stream().anyMatch(other -> other.version() >= version && other.publishedAt() != null)) {
            throw new DomainException(
                    ErrorCode.CONFLICT, "version: " + version + " (expected: a draft later than every published one)");
        }
        store.markPublished(id, version, now());
        audit.record(
                event(AuditAction.NOTICE_PUBLISHED, draft, by).detail("material", Boolean.toString(draft.material())));
        return store.version(id, version).orElseThrow();
    }

    private NoticeVersion drafted(NoticeVersion version, Caller by) {
        store.insertVersion(version, now());
        audit.record(event(AuditAction.NOTICE_DRAFTED, version, by));
        return version;
    }

    private List<NoticeVersion> versions(NoticeId id) {
        List<NoticeVersion> versions = store.lockedVersions(id);
        if (versions.isEmpty()) {
            throw new DomainException(ErrorCode.NOT_FOUND, "notice: " + id);
        }
        return versions;
    }

    private static void checkUnchanged(NoticeVersion last, NoticeRequest request) {
        if (request.purpose() != null && request.parsedPurpose() != last.purpose()) {
            throw new DomainException(ErrorCode.RULE_VIOLATED, "purpose: a version keeps its notice's purpose")
                    .violation("purpose", "as in version 1");
        }
        if (request.kind() != null && request.parsedKind() != last.kind()) {
            throw new DomainException(ErrorCode.RULE_VIOLATED, "kind: a version keeps its notice's kind")
                    .violation("kind", "as in version 1");
        }
    }

    private static AuditEvent event(AuditAction action, NoticeVersion version, Caller by) {
        return AuditEvent.of(action)
                .by(by)
                .on("notice", version.noticeId().toString())
                .detail("purpose", version.purpose().code())
                .detail("kind", version.kind().code())
                .detail("version", Integer.toString(version.version()));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
