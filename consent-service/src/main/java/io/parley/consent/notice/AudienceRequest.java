package io.parley.consent.notice;

import io.parley.consent.person.PersonKind;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Whom something is for, as a request says it. What is left out does not narrow it.
public record AudienceRequest(
        @Nullable List<String> kinds,
        @Nullable List<String> regions,
        @Nullable List<UUID> groups,
        @Nullable List<String> languages) {

    /// @throws IllegalArgumentException when it names nobody, or what there is not
    public Audience parsed() {
        return new Audience(
                all(kinds).stream().map(PersonKind::of).collect(Collectors.toSet()),
                all(regions),
                all(groups),
                all(languages));
    }

    private static <T> Set<T> all(@Nullable List<T> values) {
        return values == null ? Set.of() : values.stream().collect(Collectors.toSet());
    }
}
