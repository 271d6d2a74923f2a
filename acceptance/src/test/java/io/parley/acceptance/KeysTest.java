package io.parley.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.client.Archive.ArchivedRecord;
import io.parley.client.AuditLog.Event;
import io.parley.client.AuditLog.Filter;
import io.parley.client.ConversationId;
import io.parley.client.FileId;
import io.parley.client.GrantId;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Two persons destroy somebody's keys: what these sealed is gone for everybody, unless the law needs it.
class KeysTest {

    private static final Duration GENEROUS = Duration.ofSeconds(30);

    @TempDir
    private Path folder;

    private final Raw heidi = Region.heidiThePrivacyOfficer().http();
    private final Raw frank = Region.frankTheApprover().http();
    private final Raw erin = Region.erinTheOfficer().http();
    private final Persona bob = Region.bob().agreed();

    @Test
    void whatTheKeysSealedIsGoneForEverybodyOnceNoHoldNeedsThem() throws IOException {
        Persona leaver = Newcomer.employee().agreed();
        ConversationId conversation = leaver.opens("group", bob).conversationId();
        Wait.shortly()
                .until(() -> bob.api()
                        .conversations()
                        .get(conversation)
                        .archiveState()
                        .equals("archived"));
        leaver.says(conversation, "my own words");
        bob.says(conversation, "those of another");
        Officers.coverage(conversation, 2);
        FileId file = leaver.api()
                .files()
                .upload(Files.write(folder.resolve("note.txt"), "in a file".getBytes(UTF_8)), "text/plain", _ -> {});
        GrantId grant = Officers.granted(Officers.newCase(), conversation);
        assertThat(texts(grant)).contains("my own words", "those of another");
        everyGatewayShows(conversation, "my own words");
        String person = leaver.id().toString();
        String hold = holdOn(person);
        Newcomer.active(person, false);
        String destruction = request(person);

        JsonNode problem = frank.post(path(destruction, "approve"), "{}")
                .isProblem(409, "retention-required")
                .json();
        assertThat(problem.path("holds").path(0).asString()).isEqualTo(hold);
        assertThat(texts(grant)).contains("my own words");
        Officers.dispose(hold);
        assertThat(state(destruction))
                .as("a disposition destroys nothing by itself")
                .isEqualTo("requested");
        long approved = System.nanoTime();
        JsonNode done =
                frank.post(path(destruction, "approve"), "{}").hasStatus(200).json();

        assertThat(done.path("keys").asInt()).isGreaterThanOrEqualTo(3);
        Wait.atMost(GENEROUS).untilAsserted(() -> {
            everyGatewayShows(conversation, null);
            assertThat(texts(grant)).containsExactly("those of another");
        });
        report(approved);
        bob.http().get("/v1/files/" + file).isProblem(404, "not-found");
        try (RawSocket late = RawSocket.of(bob, "tablet", Map.of(conversation.toString(), 0L))) {
            assertThat(late.next("message", frame -> frame.path("seq").asLong() == 1)
                            .path("content")
                            .path("text")
                            .asString(""))
                    .isEmpty();
            late.next(
                    "message",
                    frame -> frame.path("content").path("text").asString("").equals("those of another"));
        }
        isOnRecord(person);
    }

    @Test
    void whoStaysKeepsTheKeysOfThisMonthAndNobodyDecidesAlone() {
        String stays = Newcomer.employee().agreed().id().toString();
        heidi.post("/v1/keys/destructions", body(stays)).isProblem(409, "conflict");
        heidi.post("/v1/keys/destructions", body(stays).replace("erasure-request", "whim"))
                .isProblem(400, "invalid-request")
                .namesField("ground");
        Newcomer.active(stays, false);
        String destruction = request(stays);

        heidi.post(path(destruction, "approve"), "{}").isProblem(403, "four-eyes");
        for (Persona other : List.of(Region.alice(), Region.ivanTheAdmin(), Region.graceTheAuditor())) {
            other.http().post("/v1/keys/destructions", body(stays)).isProblem(403, "forbidden");
            other.http().post(path(destruction, "approve"), "{}").isProblem(403, "forbidden");
        }
        frank.post(path(destruction, "refuse"), "{}").hasStatus(200);
        frank.post(path(destruction, "approve"), "{}").isProblem(409, "conflict");
        Region.graceTheAuditor()
                .http()
                .get("/v1/keys/destructions/" + destruction)
                .hasStatus(200);
    }

    @Test
    void aRotationWrapsEveryKeyAnewAndNothingElseChanges() {
        ConversationId conversation =
                bob.opens("group", Region.alice().agreed()).conversationId();
        bob.says(conversation, "before the rotation");
        Raw ivan = Region.ivanTheAdmin().http();
        bob.http().post("/v1/keys/rotation", "{}").isProblem(403, "forbidden");
        Wait.atMost(GENEROUS).until(() -> rotation(ivan).equals("done"));

        String begun = ivan.post("/v1/keys/rotation", "{}")
                .hasStatus(202)
                .json()
                .path("wrappingKeyId")
                .asString();

        Wait.atMost(Duration.ofSeconds(90)).until(() -> rotation(ivan).equals("done"));
        JsonNode done = ivan.get("/v1/keys/rotation").hasStatus(200).json();
        assertThat(done.path("wrappingKeyId").asString()).isEqualTo(begun);
        assertThat(done.path("remaining").asInt()).isZero();
        bob.says(conversation, "after it");
        everyGatewayShows(conversation, "before the rotation");
        assertThat(events("key.rotation-done"))
                .anyMatch(event -> event.object().id().equals(begun));
    }

    private static String rotation(Raw admin) {
        return admin.get("/v1/keys/rotation")
                .hasStatus(200)
                .json()
                .path("state")
                .asString();
    }

    /// @param text null: erased
    private void everyGatewayShows(ConversationId conversation, @Nullable String text) {
        for (URI gateway : Region.GATEWAYS) {
            JsonNode content = bob.http()
                    .at(gateway)
                    .get("/v1/conversations/" + conversation + "/messages?after=0&limit=10")
                    .hasStatus(200)
                    .json()
                    .path("items")
                    .path(0)
                    .path("content");
            assertThat(content.path("type").asString()).isEqualTo(text == null ? "erased" : "text");
            assertThat(content.path("text").asString("")).isEqualTo(text == null ? "" : text);
        }
    }

    private static List<String> texts(GrantId grant) {
        return Officers.everything(grant).stream().map(ArchivedRecord::text).toList();
    }

    private String holdOn(String person) {
        return erin.post("/v1/archive/holds", """
                        {"name":"Matter","caseRef":"CASE-7","visibility":"visible","ground":"Litigation is expected.",
                         "scope":{"personIds":["%s"]}}""".formatted(person))
                .hasStatus(201)
                .json()
                .path("holdId")
                .asString();
    }

    private String request(String person) {
        return heidi.post("/v1/keys/destructions", body(person))
                .hasStatus(201)
                .json()
                .path("destructionId")
                .asString();
    }

    private static String body(String person) {
        return """
                {"personId":"%s","stores":["message","file","archive"],"ground":"erasure-request"}""".formatted(person);
    }

    private static String path(String destruction, String decision) {
        return "/v1/keys/destructions/" + destruction + "/" + decision;
    }

    private String state(String destruction) {
        return heidi.get("/v1/keys/destructions/" + destruction)
                .hasStatus(200)
                .json()
                .path("state")
                .asString();
    }

    private static void isOnRecord(String person) {
        for (String action : List.of("key.destruction-requested", "key.destruction-blocked", "key.destruction-done")) {
            Wait.shortly()
                    .untilAsserted(() -> assertThat(events(action))
                            .as(action)
                            .anyMatch(event -> event.object().id().equals(person)));
        }
        assertThat(events("key.destroyed")).isNotEmpty();
    }

    private static List<Event> events(String action) {
        return Region.graceTheAuditor()
                .api()
                .audit()
                .events(Filter.action(action), null, 1000)
                .items();
    }

    private static void report(long approved) {
        System.out.printf(
                Locale.ROOT,
                "Seconds from the approval until nobody could read: %.2f%n",
                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - approved) / 1000.0);
    }
}
