package io.parley.consent.notice;

import io.parley.consent.group.Groups;
import io.parley.contracts.AuditAction;
import io.parley.contracts.ErrorCode;
import io.parley.contracts.Purpose;
import io.parley.platform.audit.AuditEvent;
import io.parley.platform.audit.AuditTrail;
import io.parley.platform.identity.Caller;
import io.parley.platform.identity.SecondPerson;
import io.parley.platform.problem.DomainException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Drafting and publishing.
@Service
class NoticeDesk {

    private final NoticeStore store;
    private final NoticeNews news;
    private final Groups groups;
    private final NoticeProperties properties;
    private final AuditTrail audit;
    private final Clock clock;

    NoticeDesk(
            NoticeStore store,
            NoticeNews news,
            Groups groups,
            NoticeProperties properties,
            AuditTrail audit,
            Clock clock) {
        this.store = store;
        this.news = news;
        this.groups = groups;
        this.properties = properties;
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
                audience(request),
                request.parsedTexts(),
                true,
                request.refusableOr(kind),
                Boolean.TRUE.equals(request.mandatory()),
                by.actorId(),
                Set.of(),
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
                        request.audience() == null ? last.audience() : audience(request),
                        request.parsedTexts(),
                        request.material() == null || request.material(),
                        request.refusable() == null ? last.refusable() : request.refusable(),
                        request.mandatory() == null ? last.mandatory() : request.mandatory(),
                        by.actorId(),
                        Set.of(),
                        null),
                by);
    }

    @Transactional
    NoticeVersion submit(NoticeId id, int version, Caller by) {
        NoticeVersion draft = draft(versions(id), version);
        return step(draft, NoticeStep.SUBMITTED, AuditAction.NOTICE_SUBMITTED, by);
    }

    /// By a second person: whoever wrote it cannot.
    @Transactional
    NoticeVersion review(NoticeId id, int version, boolean approved, Caller by) {
        NoticeVersion draft = draft(versions(id), version);
        SecondPerson.require(draft.draftedBy().equals(by.actorId()));
        if (!draft.steps().equals(Set.of(NoticeStep.SUBMITTED))) {
            throw new DomainException(ErrorCode.CONFLICT, "version: " + version + " (expected: one in review)");
        }
        return approved
                ? step(draft, NoticeStep.APPROVED, AuditAction.NOTICE_APPROVED, by)
                : step(draft, NoticeStep.REJECTED, AuditAction.NOTICE_REJECTED, by);
    }

    /// @param at when it takes effect; null: now
    @Transactional
    NoticeVersion publish(NoticeId id, int version, @Nullable Instant at, Caller by) {
        List<NoticeVersion> versions = versions(id);
        NoticeVersion draft = draft(versions, version);
        checkReviewed(draft);
        Instant now = now();
        Instant from = at == null ? now : at.truncatedTo(ChronoUnit.MILLIS);
        if (from.isBefore(now)) {
            throw new DomainException(ErrorCode.RULE_VIOLATED, "at: " + at + " (expected: not in the past)")
                    .violation("at", "not in the past");
        }
        String before = draft.state(now, 0);
        store.markPublished(id, version, from);
        NoticeVersion published = store.version(id, version).orElseThrow();
        news.stands(id, published(id));
        if (from.isAfter(now)) {
            audit.record(event(AuditAction.NOTICE_SCHEDULED, published, by)
                    .detail("material", published.material())
                    .detail("effectiveAt", from)
                    .changed("state", before, published.state(now, 0)));
        } else {
            announce(published, before, by.actorType(), by.actorId());
        }
        return store.version(id, version).orElseThrow();
    }

    @Transactional
    public void announce(NoticeVersion version) {
        announce(version, "scheduled", "service", "consent-service");
    }

    private void announce(NoticeVersion version, String before, String actorType, String actor) {
        if (store.take(version, NoticeStep.EFFECTIVE, actor, now())) {
            news.nudge(version);
            audit.record(event(AuditAction.NOTICE_PUBLISHED, version)
                    .by(actorType, actor)
                    .detail("material", version.material())
                    .changed("state", before, "published")
                    .changed("version", inForceBefore(version), version.version()));
        }
    }

    private @Nullable Integer inForceBefore(NoticeVersion version) {
        return published(version.noticeId()).stream()
                .map(NoticeVersion::version)
                .filter(earlier -> earlier < version.version())
                .max(Comparator.naturalOrder())
                .orElse(null);
    }

    /// From now on it asks nobody; what was answered stays answered.
    @Transactional
    void retire(NoticeId id, Caller by) {
        List<NoticeVersion> published = versions(id).stream()
                .filter(version -> version.publishedAt() != null)
                .toList();
        if (published.isEmpty()) {
            throw new DomainException(ErrorCode.CONFLICT, "notice: never published (expected: a published one)");
        }
        Instant now = now();
        if (!store.take(published.getLast(), NoticeStep.RETIRED, by.actorId(), now)) {
            throw new DomainException(ErrorCode.CONFLICT, "notice: retired (expected: one that still asks)");
        }
        published
                .subList(0, published.size() - 1)
                .forEach(version -> store.take(version, NoticeStep.RETIRED, by.actorId(), now));
        NoticeVersion last = published.getLast();
        audit.record(event(AuditAction.NOTICE_RETIRED, last, by)
                .changed("state", last.state(now, last.version()), "retired"));
        news.stands(id, published(id));
    }

    private List<NoticeVersion> published(NoticeId id) {
        return store.versions(List.of(id)).stream()
                .filter(version -> version.publishedAt() != null)
                .toList();
    }

    private NoticeVersion step(NoticeVersion draft, NoticeStep step, AuditAction action, Caller by) {
        if (!store.take(draft, step, by.actorId(), now())) {
            throw new DomainException(ErrorCode.CONFLICT, "version: " + step.code() + " before (expected: once)");
        }
        NoticeVersion taken = store.version(draft.noticeId(), draft.version()).orElseThrow();
        audit.record(event(action, draft, by).changed("state", draft.state(now(), 0), taken.state(now(), 0)));
        return taken;
    }

    private void checkReviewed(NoticeVersion draft) {
        if (draft.steps().contains(NoticeStep.REJECTED)) {
            throw new DomainException(ErrorCode.CONFLICT, "version: rejected (expected: draft a further one)");
        }
        if (properties.fourEyes() && !draft.steps().contains(NoticeStep.APPROVED)) {
            throw new DomainException(
                    ErrorCode.REVIEW_REQUIRED, "version: not approved (expected: submitted, then approved by another)");
        }
    }

    /// A version that no published one has overtaken.
    private static NoticeVersion draft(List<NoticeVersion> versions, int version) {
        NoticeVersion draft = versions.stream()
                .filter(candidate -> candidate.version() == version)
                .findFirst()
                .orElseThrow(() -> new DomainException(ErrorCode.NOT_FOUND, "version: " + version));
        if (versions.stream().anyMatch(other -> other.version() >= version && other.publishedAt() != null)) {
            throw new DomainException(
                    ErrorCode.CONFLICT, "version: " + version + " (expected: a draft later than every published one)");
        }
        return draft;
    }

    private Audience audience(NoticeRequest request) {
        Audience audience = request.parsedAudience();
        groups.requireKnown("audience.groups", audience.groups());
        return audience;
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
        boolean editorial = Boolean.FALSE.equals(request.material());
        if (editorial && request.mandatory() != null && request.mandatory() != last.mandatory()) {
            throw new DomainException(ErrorCode.RULE_VIOLATED, "mandatory: only a material version changes it")
                    .violation("mandatory", "as in the version before, unless material");
        }
        if (last.steps().contains(NoticeStep.RETIRED)) {
            throw new DomainException(ErrorCode.CONFLICT, "notice: retired (expected: one that still asks)");
        }
    }

    private static AuditEvent event(AuditAction action, NoticeVersion version, Caller by) {
        return event(action, version).by(by);
    }

    private static AuditEvent event(AuditAction action, NoticeVersion version) {
        return AuditEvent.of(action)
                .on("notice", version.noticeId().toString())
                .detail("purpose", version.purpose().code())
                .detail("kind", version.kind().code())
                .detail("version", Integer.toString(version.version()));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
