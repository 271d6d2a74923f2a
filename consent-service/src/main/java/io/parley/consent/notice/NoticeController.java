package io.parley.consent.notice;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.parley.contracts.ErrorCode;
import io.parley.platform.identity.PersonCaller;
import io.parley.platform.problem.DomainException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/v1/notices")
@PreAuthorize("hasRole('PRIVACY')")
@Tag(name = "Notices", description = "What people are told and asked (role privacy)")
class NoticeController {

    private static final int MAX_LIMIT = 1000;
    private static final String READERS = "hasAnyRole('PRIVACY', 'APPROVER')";

    private final NoticeDesk desk;
    private final NoticeStore store;
    private final Clock clock;

    NoticeController(NoticeDesk desk, NoticeStore store, Clock clock) {
        this.desk = desk;
        this.store = store;
        this.clock = clock;
    }

    record VersionView(
            String noticeId,
            int version,
            String state,
            String purpose,
            String kind,
            AudienceView audience,
            Map<String, NoticeText> texts,
            boolean material,
            boolean refusable,
            boolean mandatory,
            String draftedBy,
            @Nullable String publishedAt) {

        static VersionView of(NoticeVersion version, Instant now, int current) {
            return new VersionView(
                    version.noticeId().toString(),
                    version.version(),
                    version.state(now, current),
                    version.purpose().code(),
                    version.kind().code(),
                    AudienceView.of(version.audience()),
                    version.texts(),
                    version.material(),
                    version.refusable(),
                    version.mandatory(),
                    version.draftedBy(),
                    version.publishedAt() == null ? null : version.publishedAt().toString());
        }
    }

    record NoticeView(String noticeId, String purpose, String kind, List<VersionView> versions) {}

    record NoticePage(
            List<NoticeView> items,

            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable
            String nextCursor) {}

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "Draft a notice")
    VersionView draft(@RequestBody NoticeRequest request, PersonCaller caller) {
        return view(desk.draft(request, caller));
    }

    @PostMapping("/{noticeId}/versions")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "Draft a further version")
    VersionView draftVersion(@PathVariable UUID noticeId, @RequestBody NoticeRequest request, PersonCaller caller) {
        return view(desk.draftVersion(new NoticeId(noticeId), request, caller));
    }

    @PostMapping("/{noticeId}/versions/{version}/submit")
    @Operation(summary = "Hand a draft to a second person for review")
    VersionView submit(@PathVariable UUID noticeId, @PathVariable int version, PersonCaller caller) {
        return view(desk.submit(new NoticeId(noticeId), version, caller));
    }

    @PostMapping("/{noticeId}/versions/{version}/approve")
    @PreAuthorize(READERS)
    @Operation(summary = "Approve a version in review; not by its author (403 four-eyes)")
    VersionView approve(@PathVariable UUID noticeId, @PathVariable int version, PersonCaller caller) {
        return view(desk.review(new NoticeId(noticeId), version, true, caller));
    }

    @PostMapping("/{noticeId}/versions/{version}/reject")
    @PreAuthorize(READERS)
    @Operation(summary = "Reject a version in review; not by its author (403 four-eyes)")
    VersionView reject(@PathVariable UUID noticeId, @PathVariable int version, PersonCaller caller) {
        return view(desk.review(new NoticeId(noticeId), version, false, caller));
    }

    /// @param at when it takes effect; absent: now
    record Publication(@Nullable Instant at) {}

    @PostMapping("/{noticeId}/versions/{version}/publish")
    @Operation(
            summary = "Put a version into effect, now or at an instant",
            description = "Where two persons are required, an approved version only (409 review-required).")
    VersionView publish(
            @PathVariable UUID noticeId,
            @PathVariable int version,
            @RequestBody(required = false) @Nullable Publication publication,
            PersonCaller caller) {
        @Nullable Instant at = publication == null ? null : publication.at();
        return view(desk.publish(new NoticeId(noticeId), version, at, caller));
    }

    @PostMapping("/{noticeId}/retire")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Ask nobody any more; answers stay")
    void retire(@PathVariable UUID noticeId, PersonCaller caller) {
        desk.retire(new NoticeId(noticeId), caller);
    }

    private VersionView view(NoticeVersion version) {
        return views(List.of(version.noticeId())).getFirst().versions().get(version.version() - 1);
    }

    @GetMapping
    @PreAuthorize(READERS)
    @Operation(summary = "All notices with all versions (roles privacy, approver)")
    NoticePage list(@RequestParam @Nullable UUID after, @RequestParam(defaultValue = "50") int limit) {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new DomainException(
                            ErrorCode.INVALID_REQUEST, "limit: " + limit + " (expected: 1.." + MAX_LIMIT + ")")
                    .violation("limit", "1.." + MAX_LIMIT);
        }
        List<NoticeId> ids = store.ids(after, limit + 1);
        boolean more = ids.size() > limit;
        List<NoticeId> shown = more ? ids.subList(0, limit) : ids;
        return new NoticePage(views(shown), more ? shown.getLast().toString() : null);
    }

    private static int current(List<NoticeVersion> versions, Instant now) {
        return versions.stream()
                .filter(version -> version.isEffective(now))
                .mapToInt(NoticeVersion::version)
                .max()
                .orElse(0);
    }

    private List<NoticeView> views(List<NoticeId> ids) {
        Map<NoticeId, List<NoticeVersion>> byNotice =
                store.versions(ids).stream().collect(Collectors.groupingBy(NoticeVersion::noticeId));
        List<NoticeView> views = new ArrayList<>();
        Instant now = clock.instant();
        for (NoticeId id : ids) {
            List<NoticeVersion> versions = byNotice.getOrDefault(id, List.of());
            views.add(new NoticeView(
                    id.toString(),
                    versions.getFirst().purpose().code(),
                    versions.getFirst().kind().code(),
                    versions.stream()
                            .map(version -> VersionView.of(version, now, current(versions, now)))
                            .toList()));
        }
        return views;
    }
}
