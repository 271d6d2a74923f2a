package io.parley.consent.notice;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;

/// Reading the notices.
@Service
public class NoticeBook {

    private final NoticeStore store;
    private final Clock clock;

    NoticeBook(NoticeStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /// Every notice that is in effect, as it stands now, oldest first.
    public List<StandingNotice> standing() {
        Instant now = clock.instant();
        Map<NoticeId, List<NoticeVersion>> byNotice = store.published().stream()
                .filter(version -> version.isEffective(now))
                .collect(Collectors.groupingBy(NoticeVersion::noticeId));
        return byNotice.values().stream()
                .map(NoticeBook::standing)
                .sorted((a, b) -> a.current()
                        .noticeId()
                        .value()
                        .compareTo(b.current().noticeId().value()))
                .toList();
    }

    public Optional<StandingNotice> standing(NoticeId id) {
        Instant now = clock.instant();
        List<NoticeVersion> published = store.versions(List.of(id)).stream()
                .filter(version -> version.isEffective(now))
                .toList();
        return published.isEmpty() ? Optional.empty() : Optional.of(standing(published));
    }

    public Optional<NoticeVersion> version(NoticeId id, int version) {
        return store.version(id, version);
    }

    /// The version from which on answers count for this one: the last material one up to it.
    public int floor(NoticeVersion version) {
        return standing(store.versions(List.of(version.noticeId())).stream()
                        .filter(other -> other.publishedAt() != null && other.version() <= version.version())
                        .toList())
                .lastMaterialVersion();
    }

    /// @param published ascending, not empty, of one notice
    static StandingNotice standing(List<NoticeVersion> published) {
        int lastMaterial = published.stream()
                .filter(NoticeVersion::material)
                .mapToInt(NoticeVersion::version)
                .max()
                .orElseThrow(
                        () -> new IllegalStateException("notice without a material version (expected: the first)"));
        return new StandingNotice(published.getLast(), lastMaterial);
    }
}
