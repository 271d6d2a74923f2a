package io.parley.archive.state;

import io.parley.archive.gate.Decision;
import io.parley.archive.gate.Withholding;

/// What the next message would meet, and the stable code of why.
record Outlook(ArchiveStanding standing, String why) {

    private static final String ALL_AGREED = "all-parties-agreed";

    static Outlook of(Decision decision) {
        return switch (decision) {
            case Decision.Archive archive -> new Outlook(ArchiveStanding.ARCHIVED, ALL_AGREED);
            case Decision.Withhold withhold -> withheld(withhold.reason());
        };
    }

    static Outlook withheld(Withholding reason) {
        return new Outlook(ArchiveStanding.NOT_ARCHIVED, reason.code());
    }
}
