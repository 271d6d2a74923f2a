package io.parley.consent.training;

import io.parley.contracts.PersonId;
import io.parley.platform.identity.Role;
import java.time.Instant;
import java.util.UUID;

/// A course was assigned.
///
/// @param required the role has no effect without it from `dueAt` on
record Assignment(UUID id, UUID courseId, To to, boolean required, Instant dueAt) {

    sealed interface To {

        record Holders(Role role) implements To {}

        record Someone(PersonId person) implements To {}

        record Members(UUID group) implements To {}

        /// For the audit log.
        default String text() {
            return switch (this) {
                case Holders(Role role) -> "role " + role.code();
                case Someone(PersonId person) -> "person " + person;
                case Members(UUID group) -> "group " + group;
            };
        }
    }
}
