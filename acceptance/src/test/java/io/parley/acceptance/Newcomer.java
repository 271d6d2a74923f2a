package io.parley.acceptance;

import io.parley.client.OidcTokens;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// People who were never here before: the local issuer signs in every `bench-…` name, and SCIM registers them.
final class Newcomer {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String CLIENT = "parley-provisioning";

    private Newcomer() {}

    /// Signed in but not registered.
    static Persona stranger() {
        return Region.person("bench-" + UUID.randomUUID().toString().substring(0, 8));
    }

    static Persona employee() {
        return registered("employee");
    }

    static Persona guest() {
        return registered("guest");
    }

    static Persona minor() {
        return registered("minor");
    }

    static Raw scim() {
        String secret = System.getenv().getOrDefault("PARLEY_PROVISIONING_SECRET", "");
        var tokens = OidcTokens.clientCredentials(
                Region.ISSUER, CLIENT, secret.isEmpty() ? secretOnDisk() : secret, "scim", Region.HTTP);
        return Raw.as(tokens.get()).with("Content-Type", "application/scim+json");
    }

    static String user(String userName, String subject, String kind) {
        return JSON.writeValueAsString(Map.of(
                "schemas",
                new String[] {"urn:ietf:params:scim:schemas:core:2.0:User", "urn:parley:scim:Person"},
                "userName",
                userName,
                "externalId",
                subject,
                "displayName",
                "Newcomer " + userName.substring(6),
                "active",
                true,
                "urn:parley:scim:Person",
                Map.of("kind", kind, "region", "eu")));
    }

    /// The `sub` claim of the person's token.
    static String subject(Persona person) {
        String token = person.tokens().get();
        String claims = token.substring(token.indexOf('.') + 1, token.lastIndexOf('.'));
        return JSON.readTree(Base64.getUrlDecoder().decode(claims)).path("sub").asString();
    }

    /// Registered, answered everything, and known to all services.
    private static Persona registered(String kind) {
        Persona person = stranger();
        register(person, kind);
        return person;
    }

    static String register(Persona person, String kind) {
        JsonNode created = scim().post("/scim/v2/Users", user(person.name(), subject(person), kind))
                .hasStatus(201)
                .json();
        Wait.shortly()
                .until(() -> Region.GATEWAYS.stream()
                        .allMatch(gateway ->
                                person.http().at(gateway).get("/v1/me").status() == 200));
        return created.path("id").asString();
    }

    /// A department of its own for these people.
    static String department(Persona... members) {
        List<Map<String, String>> values = Arrays.stream(members)
                .map(member -> Map.of("value", member.id().toString()))
                .toList();
        String body = JSON.writeValueAsString(Map.of(
                "schemas",
                List.of("urn:ietf:params:scim:schemas:core:2.0:Group"),
                "displayName",
                "Department " + UUID.randomUUID(),
                "members",
                values));
        return scim().post("/scim/v2/Groups", body)
                .hasStatus(201)
                .json()
                .path("id")
                .asString();
    }

    static void dissolves(String department) {
        scim().delete("/scim/v2/Groups/" + department).hasStatus(204);
    }

    /// Lets somebody leave, or come back.
    static void active(String id, boolean active) {
        replaces(id, "active", Boolean.toString(active)).hasStatus(200);
    }

    /// @param value as JSON
    static Raw.Answer replaces(String id, String path, String value) {
        return scim().call("PATCH", "/scim/v2/Users/" + id, """
                        {"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
                         "Operations":[{"op":"replace","path":"%s","value":%s}]}""".formatted(path, value));
    }

    private static String secretOnDisk() {
        try {
            return Files.readString(Region.HOME.resolve("secret").resolve("client-" + CLIENT))
                    .strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
