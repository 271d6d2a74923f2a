package io.parley.client;

import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The directory, oneself, and who is reachable.
public final class People {

    private final Rest rest;

    People(Rest rest) {
        this.rest = rest;
    }

    public record Me(
            PersonId personId,
            String userName,
            String displayName,
            String kind,
            String region,
            List<String> roles,
            String state,
            int pendingNotices) {}

    public record Person(
            PersonId personId,
            @Nullable String userName,
            @Nullable String displayName,
            @Nullable String kind) {}

    /// Why a purpose is allowed or not for somebody, with the evidence (`ground` is `none` when it is not).
    public record Basis(
            boolean allowed,
            String ground,
            tools.jackson.databind.@Nullable JsonNode evidence,
            @Nullable String decidedAt) {}

    public Me me() {
        return Json.as(rest.get("/v1/me"), Me.class);
    }

    public Page<Person> search(@Nullable String query, @Nullable String after, int limit) {
        String parameters = new Query()
                .with("query", query)
                .with("after", after)
                .with("limit", limit)
                .toString();
        return Json.page(rest.get("/v1/people" + parameters), Person.class);
    }

    /// The one person with this user name.
    public Person named(String userName) {
        return search(userName, null, 50).items().stream()
                .filter(person -> userName.equals(person.userName()))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("userName: " + userName + " (expected: a known person)"));
    }

    /// Needs role officer or privacy.
    public Basis basis(PersonId person, String purpose) {
        return Json.as(rest.get("/v1/people/" + person + "/basis" + new Query().with("purpose", purpose)), Basis.class);
    }

    /// Who sees one's presence (`everyone`, `contacts`, `nobody`), and `away`, `busy` or nothing.
    public Presence showPresence(String visibility, @Nullable String state) {
        var body = new java.util.LinkedHashMap<String, Object>();
        body.put("visibility", visibility);
        if (state != null) {
            body.put("state", state);
        }
        return Json.as(rest.put("/v1/me/presence", body), Presence.class);
    }

    public List<Presence> presence(Collection<PersonId> people) {
        return Json.page(rest.get("/v1/presence" + new Query().with("personIds", people)), Presence.class)
                .items();
    }
}
