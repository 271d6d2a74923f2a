package io.parley.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.client.ConversationId;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// `kill -9` of any part while people talk: nothing that was accepted is lost, doubled or reordered.
class FaultTest {

    private static final List<String> ALWAYS = List.of("message", "archive", "gateway");
    private static final Map<String, String> NEEDS = Map.of(
            "message", "/v1/conversations",
            "archive", "/v1/archive/conversations/" + ConversationId.next() + "/coverage",
            "consent", "/v1/me/notices",
            "audit", "/v1/audit/events");
    private static final int WINDOW = 64;
    private static final List<String> ON_DEMAND = List.of("presence", "consent", "audit", "postgres", "kafka", "redis");

    /// Three in each run; all nine with `-Dparley.faults=all`, or those named there.
    static Stream<String> parts() {
        String wanted = System.getProperty("parley.faults", "");
        return switch (wanted) {
            case "" -> ALWAYS.stream();
            case "all" -> Stream.concat(ALWAYS.stream(), ON_DEMAND.stream());
            default -> Stream.of(wanted.split(","));
        };
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("parts")
    void losesNothingWhenAPartIsKilledAndStartedAgain(String part) {
        try (Traffic traffic = talk(part.equals("kafka") ? 1 : WINDOW)) {
            traffic.flows(20);
            Script.parley("kill", part);
            saysSoWhileItIsDown(part);
            Script.parley("start", part);
            traffic.flows(20);
            traffic.everyMessageIsThereOnceAndInOrder();
            assertThat(traffic.acknowledged()).isGreaterThan(160);
        }
    }

    @Test
    void losesNothingWhileASecondMessageServiceComesAndGoes() {
        comesAndGoes("message", 8181);
    }

    @Test
    void losesNothingWhileASecondGatewayComesAndGoes() {
        comesAndGoes("gateway", 8180);
    }

    /// What needs the part answers 503 and when to come back; nothing hangs and nothing is made up.
    private static void saysSoWhileItIsDown(String part) {
        String path = NEEDS.get(part);
        if (path != null) {
            Persona caller = part.equals("audit") ? Region.graceTheAuditor() : Region.erinTheOfficer();
            Wait.shortly().untilAsserted(() -> {
                Raw.Answer answer = caller.http().get(path).isProblem(503, "unavailable");
                assertThat(answer.header("Retry-After")).matches("[1-9]\\d*");
            });
        }
    }

    private static void comesAndGoes(String part, int port) {
        int offset = Region.GATEWAY.getPort() - 8080;
        try (Traffic traffic = talk(WINDOW)) {
            traffic.flows(10);
            Script.parley("start", part, "--instance", "2", "--port", String.valueOf(port + offset));
            try {
                traffic.flows(20);
            } finally {
                Script.parley("kill", part + "-2");
            }
            traffic.flows(20);
            traffic.everyMessageIsThereOnceAndInOrder();
        }
    }

    private static Traffic talk(int window) {
        return Traffic.between(window, Region.alice(), Region.bob(), Region.alice(), Region.carol());
    }
}
