package io.parley.platform.identity;

import io.parley.contracts.PersonId;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;

/// A registered, active person of this region.
///
/// @param account whose token proved it
/// @param tokenExpires when that token ends
public record PersonCaller(
        PersonId personId, String userName, Set<Role> roles, String region, SignIn account, Instant tokenExpires)
        implements Caller {

    public PersonCaller {
        roles = Set.copyOf(roles);
    }

    PersonCaller without(Set<Role> lacking) {
        return lacking.isEmpty()
                ? this
                : new PersonCaller(
                        personId,
                        userName,
                        roles.stream().filter(role -> !lacking.contains(role)).collect(Collectors.toSet()),
                        region,
                        account,
                        tokenExpires);
    }

    public boolean has(Role role) {
        return roles.contains(role);
    }

    @Override
    public String actorType() {
        return "person";
    }

    @Override
    public String actorId() {
        return personId.toString();
    }

    @Override
    public String toString() {
        return "PersonCaller[" + personId + "]";
    }
}
