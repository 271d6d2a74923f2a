package io.parley.platform.identity;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/// A caller as Spring Security carries it: roles as `ROLE_…`, scopes as `SCOPE_…`.
final class CallerAuthentication extends AbstractAuthenticationToken {

    private static final long serialVersionUID = 1L;

    private final transient Caller caller;

    private final transient Set<Role> lacking;

    /// @param lacking roles that the token names but that have no effect; the caller comes without them
    private CallerAuthentication(Caller caller, Set<Role> lacking) {
        super(authorities(caller));
        this.caller = caller;
        this.lacking = lacking;
        setAuthenticated(true);
    }

    static CallerAuthentication of(Caller caller, RoleTraining training) {
        return switch (caller) {
            case ServiceCaller service -> new CallerAuthentication(service, Set.of());
            case PersonCaller person -> {
                Set<Role> lacking = training.lacking(person.personId(), person.roles());
                yield new CallerAuthentication(person.without(lacking), lacking);
            }
        };
    }

    Set<Role> lacking() {
        return lacking;
    }

    private static Collection<GrantedAuthority> authorities(Caller caller) {
        List<String> names = switch (caller) {
            case PersonCaller person ->
                person.roles().stream().map(role -> "ROLE_" + role.name()).toList();
            case ServiceCaller service ->
                service.scopes().stream().map(scope -> "SCOPE_" + scope).toList();
        };
        return names.stream().<GrantedAuthority>map(SimpleGrantedAuthority::new).toList();
    }

    @Override
    public String getCredentials() {
        return "";
    }

    @Override
    public Caller getPrincipal() {
        return caller;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof CallerAuthentication that && caller.equals(that.caller);
    }

    @Override
    public int hashCode() {
        return caller.hashCode();
    }
}
