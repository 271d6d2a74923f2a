package io.parley.local.demo;

import io.parley.client.ParleyClient;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Everyone in the play.
final class Cast {

    private static final List<String> NAMES = List.of("alice", "bob", "dave", "erin", "frank", "grace");

    private final Map<String, Actor> actors = new LinkedHashMap<>();

    Cast(URI gateway, URI issuer) {
        HttpClient http = ParleyClient.newHttpClient();
        for (String name : NAMES) {
            actors.put(name, Actor.signIn(name, gateway, issuer, http));
        }
    }

    Iterable<Actor> all() {
        return actors.values();
    }

    Actor named(String name) {
        return Objects.requireNonNull(actors.get(name), name);
    }

    Actor alice() {
        return named("alice");
    }

    Actor bob() {
        return named("bob");
    }

    /// The customer.
    Actor dave() {
        return named("dave");
    }

    /// The officer.
    Actor erin() {
        return named("erin");
    }

    /// The approver.
    Actor frank() {
        return named("frank");
    }

    /// The auditor.
    Actor grace() {
        return named("grace");
    }
}
