package io.parley.platform.identity;

import io.parley.contracts.Ids;
import io.parley.contracts.PersonId;
import io.parley.contracts.event.PersonKind;
import io.parley.contracts.event.PersonState;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/// What every service knows of a person. Names are personal data: never logged.
///
/// @param groups the departments the person belongs to
/// @param expiresAt from then on the account counts as frozen; [Instant#MAX] for most
/// @param deleted out of the registry: the user name may be another's by now
/// @param languages tags (BCP 47) of what the person reads; empty: not known
public record Person(
        PersonId id,
        String userName,
        String displayName,
        PersonKind kind,
        String region,
        boolean active,
        long version,
        Set<UUID> groups,
        Set<SignIn> signIns,
        Instant expiresAt,
        boolean deleted,
        List<String> languages) {

    static Person of(PersonState state) {
        long expires = state.getExpiresAtMs();
        return new Person(
                PersonId.of(state.getPersonId()),
                state.getUserName(),
                state.getDisplayName(),
                state.getKind(),
                state.getRegion(),
                state.getActive(),
                state.getVersion(),
                state.getGroupIdsList().stream().map(Ids::uuid).collect(Collectors.toUnmodifiableSet()),
                state.getSignInsList().stream().map(SignIn::of).collect(Collectors.toUnmodifiableSet()),
                expires == 0 ? Instant.MAX : Instant.ofEpochMilli(expires),
                state.getDeleted(),
                List.copyOf(state.getLanguagesList()));
    }

    Person erased() {
        return new Person(id, "", "", kind, region, false, version, Set.of(), Set.of(), expiresAt, true, List.of());
    }

    public boolean activeAt(Instant now) {
        return active && now.isBefore(expiresAt);
    }

    /// The account as it is kept here, so that whoever remembers it keeps no copy.
    SignIn kept(SignIn account) {
        return signIns.stream().filter(account::equals).findFirst().orElse(account);
    }

    boolean hasSignInAt(String issuer) {
        return signIns.stream().anyMatch(known -> known.issuer().equals(issuer));
    }

    @Override
    public String toString() {
        return "Person[" + id + "]";
    }
}
