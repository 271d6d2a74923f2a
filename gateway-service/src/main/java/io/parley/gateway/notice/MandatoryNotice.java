package io.parley.gateway.notice;

import io.parley.contracts.Ids;
import io.parley.contracts.event.MandatoryVersion;
import io.parley.contracts.event.PersonKind;
import io.parley.platform.identity.Person;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Locale.LanguageRange;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/// A notice that asks before one may write, with all its versions, also those whose time has not come.
///
/// @param versions ascending
record MandatoryNotice(UUID id, List<Version> versions) {

    record Version(
            int number,
            long effectiveAtMs,
            boolean material,
            boolean mandatory,
            Set<PersonKind> kinds,
            Set<String> regions,
            Set<UUID> groups,
            List<LanguageRange> languages) {

        static Version of(MandatoryVersion event) {
            Set<PersonKind> kinds = EnumSet.noneOf(PersonKind.class);
            kinds.addAll(event.getKindsList());
            return new Version(
                    event.getVersion(),
                    event.getEffectiveAtMs(),
                    event.getMaterial(),
                    event.getMandatory(),
                    kinds,
                    Set.copyOf(event.getRegionsList()),
                    event.getGroupIdsList().stream().map(Ids::uuid).collect(Collectors.toUnmodifiableSet()),
                    event.getLanguagesList().stream().map(LanguageRange::new).toList());
        }

        private boolean asks(Person person) {
            return mandatory
                    && kinds.contains(person.kind())
                    && (regions.isEmpty() || regions.contains(person.region()))
                    && (groups.isEmpty() || groups.stream().anyMatch(person.groups()::contains))
                    && (languages.isEmpty()
                            || !Locale.filterTags(languages, person.languages()).isEmpty());
        }
    }

    static MandatoryNotice of(UUID id, List<MandatoryVersion> versions) {
        return new MandatoryNotice(
                id,
                versions.stream()
                        .map(Version::of)
                        .sorted(Comparator.comparingInt(Version::number))
                        .toList());
    }

    /// @param answered the latest version that the person answered, 0 when none
    boolean awaits(Person person, int answered, long nowMs) {
        Version inForce = null;
        int floor = 0;
        for (Version version : versions) {
            if (version.effectiveAtMs() <= nowMs) {
                inForce = version;
                floor = version.material() ? version.number() : floor;
            }
        }
        return inForce != null && answered < floor && inForce.asks(person);
    }
}
