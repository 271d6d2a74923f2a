package io.parley.consent.notice;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;

/// Reading the notices.
@Service
public class NoticeBook {

    private final NoticeStore store;

    NoticeBook(NoticeStore store) {
        this.store = store;
    }

    /// Every published notice as it stands now, oldest first.
    public List<StandingNotice> standing() {
        Map<NoticeId, List<NoticeVersion>> byNotice =
                store.published().stream().collect(Collectors.groupingBy(NoticeVersion::noticeId));
        return byNotice.values().stream()
                .map(NoticeBook::standing)
                .sorted((a, b) -> a.current()
                        .noticeId()
                        .value()
                        .compareTo(b.current().noticeId().value()))
                .toList();
    }

    public Optional<StandingNotice> standing(NoticeId id) {
        List<NoticeVersion> published = store.versions(List.of(id)).stream()
                .filter(version -> version.publishedAt() != null)
                .toList();
        return published.isEmpty() ? Optional.empty() : Optional.of(standing(published));
    }

    public Optional<NoticeVersion> version(NoticeId id, int version) {
        return store.version(id, version);
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
