package io.parley.consent.person;

import io.parley.contracts.PersonId;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An entry of the registry.
///
/// @param version grows by one with each change that the provisioning client sees
/// @param revision grows with each change that services hear of: also accounts linked
/// @param stay since when and until when the person belongs here
/// @param groups the departments the person belongs to
public record Person(
        PersonId id,
        Profile profile,
        long version,
        long revision,
        Instant createdAt,
        Instant changedAt,
        Stay stay,
        Set<UUID> groups) {

    public Person {
        groups = Set.copyOf(groups);
    }

    /// @param expiresAt from then on the account counts as frozen; null: no end
    /// @param leftAt when the person left; null while active
    /// @param answersFrom what was answered before says nothing about this stay; null: all counts
    /// @param deletedAt when the provisioning client took the person out; null while it has not
    public record Stay(
            @Nullable Instant expiresAt,
            @Nullable Instant leftAt,
            @Nullable Instant answersFrom,
            @Nullable Instant deletedAt) {

        public static final Stay OPEN = new Stay(null, null, null, null);

        Stay until(@Nullable Instant end) {
            return new Stay(end, leftAt, answersFrom, deletedAt);
        }

        Stay left(Instant at) {
            return new Stay(expiresAt, at, answersFrom, deletedAt);
        }

        /// What was answered in the former stay stays in the former stay.
        Stay returned(Instant at) {
            return new Stay(expiresAt, null, at, null);
        }

        Stay deleted(Instant at) {
            return new Stay(expiresAt, leftAt, answersFrom, at);
        }
    }

    public String state() {
        return profile.active() ? "active" : "frozen";
    }

    public boolean deleted() {
        return stay.deletedAt() != null;
    }

    /// Whether the person may be somebody's guardian: an adult who belongs here.
    public boolean isFitToGuard() {
        boolean adult = profile.kind() == PersonKind.EMPLOYEE || profile.kind() == PersonKind.GUEST;
        return adult && profile.active() && !deleted();
    }

    /// Whether that person speaks for this one.
    public boolean isGuardedBy(Person other) {
        return profile.kind() == PersonKind.MINOR
                && other.id().equals(profile.guardian())
                && !other.id().equals(id)
                && other.isFitToGuard();
    }

    Person changed(Profile next, Stay nextStay, Instant at) {
        return new Person(id, next, version + 1, revision + 1, createdAt, at, nextStay, groups);
    }
}
