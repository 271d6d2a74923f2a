package io.parley.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.client.ConversationId;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Somebody leaves: how long until nothing is open to them, and what becomes of what they owned.
class LeaverTest {

    private static final int OFFSET = Region.GATEWAY.getPort() - 8080;
    private static final Duration GENEROUS = Duration.ofSeconds(30);
    private static final Path REPORT = Path.of("target", "leaver.txt");

    /// Each service checks tokens itself, so each is asked at its own port.
    private static final Map<String, String> DOORS = Map.of(
            "gateway", at(8080, "/v1/me"),
            "message", at(8081, "/v1/conversations"),
            "presence", at(8082, "/v1/presence?personIds="),
            "archive", at(8083, "/v1/archive/grants"),
            "consent", at(8084, "/v1/me"),
            "audit", at(8085, "/v1/audit/events"));

    @Test
    void everySocketIsClosedAndEveryTokenRefusedInEveryService() throws IOException {
        int port = 8180 + OFFSET;
        if (!Region.isDoubled()) {
            Script.parley("start", "gateway", "--instance", "2", "--port", String.valueOf(port));
        }
        try {
            Persona leaver = Newcomer.employee().agreed();
            String id = leaver.id().toString();
            URI second = URI.create("http://localhost:" + port);
            String token = leaver.tokens().get();
            List<RawSocket> sockets = List.of(
                    RawSocket.of(Region.GATEWAY, leaver, "laptop", Map.of()),
                    RawSocket.of(Region.GATEWAY, leaver, "phone", Map.of()),
                    RawSocket.of(second, leaver, "tablet", Map.of()));
            DOORS.forEach((service, address) -> assertThat(
                            Raw.as(token).get(address).json().path("code").asString(""))
                    .as(service)
                    .isNotEqualTo("person-frozen"));

            Newcomer.active(id, false);
            long left = System.nanoTime();

            sockets.forEach(socket -> socket.isClosedWith(4403));
            double closed = seconds(left);
            Wait.atMost(GENEROUS)
                    .untilAsserted(() -> DOORS.forEach((service, address) -> assertThat(Raw.as(token)
                                    .get(address)
                                    .json()
                                    .path("code")
                                    .asString(""))
                            .as(service)
                            .isEqualTo("person-frozen")));
            Raw.as(token).get(second + "/v1/me").isProblem(403, "person-frozen");
            report(closed, seconds(left));
            assertThat(closed).isLessThan(GENEROUS.toSeconds());
        } finally {
            if (!Region.isDoubled()) {
                Script.parley("kill", "gateway-2");
            }
        }
    }

    @Test
    void whatTheyOwnedGoesToAnotherAndEverybodySeesIt() {
        Persona leaver = Newcomer.employee().agreed();
        Persona bob = Region.bob().agreed();
        String id = leaver.id().toString();
        ConversationId owned = leaver.opens("group", bob, Region.alice()).conversationId();
        ConversationId direct = leaver.opens("direct", bob).conversationId();
        leaver.says(owned, "the last word");

        Newcomer.active(id, false);
        JsonNode done = finished(id);

        assertThat(done.path("steps").path(4).path("conversations").asInt()).isEqualTo(1);
        JsonNode last = lastOf(bob, owned);
        assertThat(last.path("senderId").asString()).isEqualTo("00000000-0000-0000-0000-000000000000");
        assertThat(last.path("content").path("event").asString()).isEqualTo("member-removed");
        assertThat(last.path("content").path("why").asString()).isEqualTo("left-organisation");
        assertThat(last.path("content").path("newOwnerId").asString())
                .isIn(bob.id().toString(), Region.alice().id().toString());
        assertThat(bob.http()
                        .get("/v1/conversations/" + direct)
                        .hasStatus(200)
                        .json()
                        .path("members"))
                .hasSize(2);
        bob.http().post("/v1/conversations/" + owned + "/members", "{\"personIds\":[\"" + id + "\"]}");
        assertThat(members(bob, owned)).doesNotContain(id);
    }

    @Test
    void aStepThatFailsIsDoneWhenTheServiceIsBackAlsoWhenThePersonIsBackBeforeIt() {
        Persona leaver = Newcomer.employee().agreed();
        Persona bob = Region.bob().agreed();
        String id = leaver.id().toString();
        ConversationId owned = leaver.opens("group", bob).conversationId();
        Script.parley("kill", "message");
        try {
            Newcomer.active(id, false);
            Wait.atMost(GENEROUS).untilAsserted(() -> {
                JsonNode step = status(id).path("steps").path(4);
                assertThat(step.path("attempts").asInt()).isGreaterThan(1);
                assertThat(step.path("lastError").asString("")).isEqualTo("unavailable");
                assertThat(status(id).path("state").asString()).isEqualTo("running");
            });
            Newcomer.active(id, true);
        } finally {
            Script.parley("start", "message");
        }

        JsonNode done = finished(id);

        assertThat(done.path("returnedAt").asString("")).isNotBlank();
        Wait.shortly().until(() -> leaver.http().get("/v1/me").status() == 200);
        assertThat(leaver.http().get("/v1/conversations/" + owned).status()).isEqualTo(404);
        assertThat(members(bob, owned)).containsExactly(bob.id().toString());
        assertThat(leaver.api().notices().pending()).isNotEmpty();
    }

    @Test
    void aGuestLeavesWhenTheirTimeIsOver() {
        Persona host = Newcomer.employee();
        Persona guest = Newcomer.stranger();
        String end = java.time.Instant.now().plusSeconds(8).toString();
        JsonNode invited = host.http()
                .post("/v1/guests", """
                        {"displayName":"Visitor","userName":"%s","expiresAt":"%s"}""".formatted(guest.name(), end))
                .hasStatus(201)
                .json();
        Wait.shortly().until(() -> guest.http().get("/v1/me").status() == 200);

        try (RawSocket socket = RawSocket.of(guest.agreed(), "phone")) {
            assertThat(socket.next("goodbye").path("code").asString()).isIn("person-frozen", "token-expired");
        }
        Wait.shortly().untilAsserted(() -> guest.http().get("/v1/me").isProblem(403, "person-frozen"));
        finished(invited.path("personId").asString());
    }

    @Test
    void onlyPeopleWhoMayKnowSeeHowFarALeavingIs() {
        Persona alice = Region.alice();
        alice.http().get("/v1/people/" + alice.id() + "/offboarding").isProblem(403, "forbidden");
        Region.ivanTheAdmin()
                .http()
                .get("/v1/people/" + alice.id() + "/offboarding")
                .isProblem(404, "not-found");
    }

    private static JsonNode status(String id) {
        return Region.ivanTheAdmin()
                .http()
                .get("/v1/people/" + id + "/offboarding")
                .hasStatus(200)
                .json();
    }

    private static JsonNode finished(String id) {
        return Wait.atMost(Duration.ofSeconds(90))
                .until(
                        () -> status(id),
                        status -> status.path("state").asString().equals("done"));
    }

    private static JsonNode lastOf(Persona reader, ConversationId conversation) {
        JsonNode items = reader.http()
                .get("/v1/conversations/" + conversation + "/messages?after=0&limit=1000")
                .hasStatus(200)
                .json()
                .path("items");
        return items.path(items.size() - 1);
    }

    private static List<String> members(Persona reader, ConversationId conversation) {
        List<String> ids = new ArrayList<>();
        reader.http()
                .get("/v1/conversations/" + conversation)
                .hasStatus(200)
                .json()
                .path("members")
                .forEach(member -> ids.add(member.path("personId").asString()));
        return ids;
    }

    private static void report(double closed, double refused) throws IOException {
        String line = String.format(
                Locale.ROOT,
                "Seconds after the provisioning client's answer: last socket closed %.2f, last token refused %.2f%n",
                closed,
                refused);
        Files.createDirectories(REPORT.getParent());
        Files.writeString(REPORT, line);
        System.out.print(line);
    }

    private static double seconds(long since) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - since) / 1000.0;
    }

    private static String at(int port, String path) {
        return "http://localhost:" + (port + OFFSET) + path;
    }
}
