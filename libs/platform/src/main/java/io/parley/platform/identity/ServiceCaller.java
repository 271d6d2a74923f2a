package io.parley.platform.identity;

import java.util.Set;

/// A service or an outside client that signed in with client credentials.
public record ServiceCaller(String clientId, Set<String> scopes) implements Caller {

    public ServiceCaller {
        scopes = Set.copyOf(scopes);
    }

    @Override
    public String actorType() {
        return "service";
    }

    @Override
    public String actorId() {
        return clientId;
    }
}
