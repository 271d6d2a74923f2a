package io.parley.consent.basis;

import io.parley.consent.ledger.LedgerEntry;
import io.parley.consent.person.PersonKind;
import io.parley.contracts.Purpose;
import java.util.Map;
import java.util.Set;

/// The rules of one jurisdiction, as data.
///
/// @param minorsAnswerFrom age in years from which a minor's own answer counts; before, it is their guardian's
/// @param obligationOutweighsRefusal purposes for which an obligation on file holds although the person said no
/// @param grounds what counts; what is not named is not allowed
/// @param digest SHA-256 of the file, hexadecimal
record RulePack(
        String name,
        String title,
        int minorsAnswerFrom,
        Set<Purpose> obligationOutweighsRefusal,
        Map<Purpose, Map<PersonKind, Set<Ground>>> grounds,
        String digest) {

    RulePack {
        obligationOutweighsRefusal = Set.copyOf(obligationOutweighsRefusal);
        grounds = Map.copyOf(grounds);
    }

    boolean counts(Ground ground, Purpose purpose, PersonKind kind) {
        return grounds.getOrDefault(purpose, Map.of())
                .getOrDefault(kind, Set.of())
                .contains(ground);
    }

    /// Whether the word of who spoke counts: a guardian's for a minor who was too young then, or of unknown age;
    /// everybody
    /// else's own.
    boolean hears(Subject subject, LedgerEntry act) {
        boolean ofAge = subject.kind() != PersonKind.MINOR || subject.isAtLeast(minorsAnswerFrom, act.effectiveAt());
        return ofAge == (act.guardian() == null);
    }
}
