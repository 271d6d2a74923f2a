package io.parley.local.seed;

import io.parley.local.issuer.DemoPerson;
import io.parley.local.region.CommandFailed;
import io.parley.local.region.Part;
import io.parley.local.region.Region;
import io.parley.local.region.Secrets;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Enters the demo people and the example notices, as a customer's own systems would: people come through SCIM,
/// notices are written and published by the data protection officer. Safe to repeat.
public final class Seed {

    static final List<String> NOTICES =
            List.of("terms", "privacy", "monitoring", "archive-employees", "archive-guests", "ai", "transfer");

    private static final String SCIM = "application/scim+json";
    private static final String PROVISIONING_CLIENT = "parley-provisioning";
    private static final String PERSON_SCHEMA = "urn:parley:scim:Person";
    private static final int TOKEN_SECONDS = 600;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final JsonMapper JSON = new JsonMapper();

    private final Region region;
    private final Consumer<String> out;
    private final Http gateway;
    private final LocalTokens tokens;

    public Seed(Region region, Consumer<String> out) {
        this.region = region;
        this.out = out;
        this.gateway = new Http(region.url(Part.GATEWAY));
        this.tokens = new LocalTokens(region.issuer());
    }

    public void enter() {
        Path done = region.data("seeded");
        if (Files.exists(done)) {
            return;
        }
        enterPeople();
        enterNotices();
        try {
            Files.writeString(done, "demo people and example notices\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        out.accept("Entered the demo people and " + NOTICES.size() + " example notices.");
    }

    private void enterPeople() {
        String secret = new Secrets(region.secret()).client(PROVISIONING_CLIENT);
        String token = tokens.ofClient(PROVISIONING_CLIENT, secret, "scim");
        for (DemoPerson person : DemoPerson.values()) {
            if (!isKnown(person, token)) {
                require(gateway.post("/scim/v2/Users", token, user(person), SCIM), 201, "/scim/v2/Users");
            }
        }
    }

    private boolean isKnown(DemoPerson person, String token) {
        String filter = URLEncoder.encode("userName eq \"" + person.userName() + "\"", StandardCharsets.UTF_8);
        Http.Answer answer = gateway.get("/scim/v2/Users?filter=" + filter, token);
        require(answer, 200, "/scim/v2/Users");
        return answer.body().path("totalResults").asInt(0) > 0;
    }

    private JsonNode user(DemoPerson person) {
        ObjectNode user = JSON.createObjectNode();
        user.putArray("schemas")
                .add("urn:ietf:params:scim:schemas:core:2.0:User")
                .add(PERSON_SCHEMA);
        user.put("userName", person.userName())
                .put("externalId", person.subject())
                .put("displayName", person.displayName())
                .put("active", true);
        user.putObject(PERSON_SCHEMA).put("kind", person.kind()).put("region", regionName());
        return user;
    }

    private void enterNotices() {
        String token = tokens.ofPerson(DemoPerson.HEIDI.userName(), TOKEN_SECONDS);
        Http.Answer known = onceRegistered(() -> gateway.get("/v1/notices?limit=1000", token));
        require(known, 200, "/v1/notices");
        for (String name : NOTICES) {
            JsonNode notice = notice(name);
            if (!isPublished(notice, known.body().path("items"))) {
                publish(notice, token);
            }
        }
    }

    /// Services learn of new people in moments, on a machine that is busy starting in seconds.
    static Http.Answer onceRegistered(Supplier<Http.Answer> call) {
        long patience = System.nanoTime() + PATIENCE.toNanos();
        Http.Answer answer = call.get();
        while (isUnknown(answer) && System.nanoTime() - patience < 0) {
            LockSupport.parkNanos(PAUSE.toNanos());
            answer = call.get();
        }
        return answer;
    }

    private static boolean isUnknown(Http.Answer answer) {
        return answer.status() == 403 && answer.body().path("code").asString("").equals("person-unknown");
    }

    private void publish(JsonNode notice, String token) {
        Http.Answer draft = gateway.post("/v1/notices", token, notice, "application/json");
        require(draft, 201, "/v1/notices");
        String path = "/v1/notices/" + draft.body().path("noticeId").asString() + "/versions/"
                + draft.body().path("version").asInt(1) + "/publish";
        require(gateway.post(path, token, JSON.createObjectNode(), "application/json"), 200, path);
    }

    static boolean isPublished(JsonNode notice, JsonNode known) {
        return known.valueStream()
                .filter(other -> other.path("purpose").equals(notice.path("purpose")))
                .filter(other -> other.path("kind").equals(notice.path("kind")))
                .flatMap(other -> other.path("versions").valueStream())
                .anyMatch(version -> version.path("state").asString("").equals("published"));
    }

    static JsonNode notice(String name) {
        try (InputStream in = Seed.class.getResourceAsStream("/notices/" + name + ".json")) {
            return JSON.readTree(Objects.requireNonNull(in, name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String regionName() {
        return System.getenv().getOrDefault("PARLEY_REGION", "eu");
    }

    /// Creating answers 201; some services answer 200 or 204 where nothing new came into being.
    private static void require(Http.Answer answer, int expected, String path) {
        if (answer.status() / 100 != expected / 100) {
            throw new CommandFailed(
                    CommandFailed.FAILED,
                    "seeding failed at " + path + ": " + answer.status() + " (expected: " + expected + ")\n"
                            + answer.body().toPrettyString());
        }
    }
}
