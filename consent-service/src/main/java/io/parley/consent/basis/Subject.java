package io.parley.consent.basis;

import io.parley.consent.notice.Reader;
import io.parley.consent.person.Person;
import io.parley.consent.person.PersonKind;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/// What the rules look at in a person.
///
/// @param birthDate null: not known
record Subject(Reader reader, @Nullable LocalDate birthDate) {

    static Subject of(Person person) {
        return new Subject(Reader.of(person), person.profile().birthDate());
    }

    PersonKind kind() {
        return reader.kind();
    }

    String region() {
        return reader.region();
    }

    /// Of somebody whose age is not known, no.
    boolean isAtLeast(int years, Instant at) {
        return birthDate != null
                && Period.between(birthDate, at.atOffset(ZoneOffset.UTC).toLocalDate())
                                .getYears()
                        >= years;
    }
}
