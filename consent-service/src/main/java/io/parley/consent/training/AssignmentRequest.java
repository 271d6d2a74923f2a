package io.parley.consent.training;

import io.parley.contracts.PersonId;
import io.parley.platform.identity.Role;
import io.parley.platform.problem.DomainException;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The body that assigns a course: to a person, to whoever has a role, or to whoever belongs to a group.
///
/// @param required only of a role: it has no effect without the course
/// @param dueDays days until it must be completed; absent: at once
record AssignmentRequest(
        @Nullable String role,
        @Nullable UUID personId,
        @Nullable UUID groupId,
        @Nullable Boolean required,
        @Nullable @Min(0) @Max(3650) Integer dueDays) {

    Assignment.To to() {
        if (Stream.of(role, personId, groupId).filter(Objects::nonNull).count() != 1) {
            throw DomainException.invalid("role", "one of role, personId and groupId");
        }
        if (groupId != null) {
            return new Assignment.To.Members(groupId);
        }
        return personId == null
                ? new Assignment.To.Holders(parsedRole())
                : new Assignment.To.Someone(new PersonId(personId));
    }

    boolean isRequired() {
        boolean asked = Boolean.TRUE.equals(required);
        if (asked && role == null) {
            throw DomainException.invalid("required", "only together with a role");
        }
        return asked;
    }

    int days() {
        return dueDays == null ? 0 : dueDays;
    }

    private Role parsedRole() {
        Role parsed = Role.of(String.valueOf(role))
                .orElseThrow(() -> DomainException.invalid("role", "one that Parley knows"));
        if (parsed == Role.MEMBER && isMemberRequired()) {
            throw DomainException.invalid("required", "not of the role member, which everybody has");
        }
        return parsed;
    }

    private boolean isMemberRequired() {
        return Boolean.TRUE.equals(required);
    }
}
