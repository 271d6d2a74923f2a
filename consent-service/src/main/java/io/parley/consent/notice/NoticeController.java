package io.parley.consent.notice;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.parley.contracts.ErrorCode;
import io.parley.platform.identity.PersonCaller;
import io.parley.platform.problem.DomainException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
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

    private final NoticeDesk desk;
    private final NoticeStore store;

    NoticeController(NoticeDesk desk, NoticeStore store) {
        this.desk = desk;
        this.store = store;
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
            @Nullable String publishedAt) {

        static VersionView of(NoticeVersion version) {
            return new VersionView(
                    version.noticeId().toString(),
                    version.version(),
                    version.state(),
                    version.purpose().code(),
                    version.kind().code(),
                    AudienceView.of(version.audience()),
                    version.texts(),
                    version.material(),
                    version.refusable(),
                    version.publishedAt() == null ? null : version.publishedAt().toString());
        }
    }

    record AudienceView(Set<String> kinds, Set<String> regions) {

        static AudienceView of(Audience audience) {
            Set<String> kinds =
                    audience.kinds().stream().map(kind -> kind.code()).collect(Collectors.toCollection(TreeSet::new));
            return new AudienceView(kinds, new TreeSet<>(audience.regions()));
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
        return VersionView.of(desk.draft(request, caller));
    }

    @PostMapping("/{noticeId}/versions")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "Draft a further version")
    VersionView draftVersion(@PathVariable UUID noticeId, @RequestBody NoticeRequest request, PersonCaller caller) {
        return VersionView.of(desk.draftVersion(new NoticeId(noticeId), request, caller));
    }

    @PostMapping("/{noticeId}/versions/{version}/publish")
    @Operation(summary = "Put a version into effect")
    VersionView publish(@PathVariable UUID noticeId, @PathVariable int version, PersonCaller caller) {
        return VersionView.of(desk.publish(new NoticeId(noticeId), version, caller));
    }

    @GetMapping
    @Operation(summary = "All notices with all versions")
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

    private List<NoticeView> views(List<NoticeId> ids) {
        Map<NoticeId, List<NoticeVersion>> byNotice =
                store.versions(ids).stream().collect(Collectors.groupingBy(NoticeVersion::noticeId));
        List<NoticeView> views = new ArrayList<>();
        for (NoticeId id : ids) {
            List<NoticeVersion> versions = byNotice.getOrDefault(id, List.of());
            views.add(new NoticeView(
                    id.toString(),
                    versions.getFirst().purpose().code(),
                    versions.getFirst().kind().code(),
                    versions.stream().map(VersionView::of).toList()));
        }
        return views;
    }
}
