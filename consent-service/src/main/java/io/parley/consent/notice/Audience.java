package io.parley.consent.notice;

import io.parley.consent.person.PersonKind;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Locale.LanguageRange;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Whom a notice is for.
///
/// @param regions home regions; empty means every region
/// @param groups departments, of which one belongs to at least one; empty means whether or not one belongs to any
/// @param languages language ranges (RFC 4647 §2.1), of which one reads at least one; empty means whatever one reads.
///     Who has not said what they read is in no audience that names languages
public record Audience(Set<PersonKind> kinds, Set<String> regions, Set<UUID> groups, Set<String> languages) {

    private static final Pattern BASIC_RANGE = Pattern.compile("[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*");

    public Audience {
        if (kinds.isEmpty()) {
            throw new IllegalArgumentException("audience.kinds: [] (expected: at least one)");
        }
        kinds = Set.copyOf(EnumSet.copyOf(kinds));
        regions = Set.copyOf(new TreeSet<>(regions));
        groups = Set.copyOf(groups);
        languages = languages.stream().map(Audience::range).collect(Collectors.toUnmodifiableSet());
    }

    public boolean includes(Reader reader) {
        return kinds.contains(reader.kind())
                && (regions.isEmpty() || regions.contains(reader.region()))
                && (groups.isEmpty() || groups.stream().anyMatch(reader.groups()::contains))
                && (languages.isEmpty() || readsOne(reader.languages()));
    }

    private boolean readsOne(List<String> read) {
        List<LanguageRange> ranges = languages.stream().map(LanguageRange::new).toList();
        return !Locale.filterTags(ranges, read).isEmpty();
    }

    private static String range(String text) {
        if (!BASIC_RANGE.matcher(text).matches()) {
            throw new IllegalArgumentException("audience.languages: " + text + " (expected: such as zh or pt-BR)");
        }
        return text.toLowerCase(Locale.ROOT);
    }
}
