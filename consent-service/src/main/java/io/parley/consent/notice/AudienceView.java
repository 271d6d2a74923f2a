package io.parley.consent.notice;

import io.parley.consent.person.PersonKind;
import java.util.List;
import java.util.UUID;

/// Whom something is for, as an answer says it.
public record AudienceView(List<String> kinds, List<String> regions, List<String> groups, List<String> languages) {

    public static AudienceView of(Audience audience) {
        return new AudienceView(
                audience.kinds().stream().map(PersonKind::code).sorted().toList(),
                audience.regions().stream().sorted().toList(),
                audience.groups().stream().map(UUID::toString).sorted().toList(),
                audience.languages().stream().sorted().toList());
    }
}
