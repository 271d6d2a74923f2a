package io.parley.gateway.region;

import io.parley.contracts.PersonId;
import io.parley.testing.TestHttp;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/// presence-service as far as a gateway sees it: it knows who may see a person, and of nobody whether they are here.
public final class FakePresence {

    private final Set<String> viewers = ConcurrentHashMap.newKeySet();
    private final TestHttp http = TestHttp.start();

    FakePresence() {
        http.json("/internal/presence/viewers", this::viewers);
    }

    String address() {
        return http.address();
    }

    /// Lets this person see those who show themselves to contacts.
    public void lets(PersonId see) {
        viewers.add(see.toString());
    }

    private String viewers(String asked) {
        return viewers.stream()
                .filter(asked::contains)
                .map(id -> "\"" + id + "\"")
                .collect(Collectors.joining(",", "[", "]"));
    }
}
