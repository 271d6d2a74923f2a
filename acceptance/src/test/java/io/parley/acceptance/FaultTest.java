package io.parley.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.client.Content;
import io.parley.client.ConversationId;
import io.parley.client.MessageId;
import io.parley.client.ParleyClient;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
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
    private static final List<String> ALL =
            List.of("message", "archive", "gateway", "presence", "consent", "audit", "postgres", "kafka", "redis");

    static Stream<String> parts() {
        return parts(ALWAYS);
    }

    /// These in each run; all nine with `-Dparley.faults=all`, or those named there.
    static Stream<String> parts(List<String> always) {
        String wanted = System.getProperty("parley.faults", "");
        return switch (wanted) {
            case "" -> always.stream();
            case "all" -> ALL.stream();
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
        comesAndGoes("message");
    }

    @Test
    void losesNothingWhileASecondGatewayComesAndGoes() {
        comesAndGoes("gateway");
    }

    /// What a device has not seen when its gateway dies it gets from another one, and from the first when that is back.
    @Test
    void aDeviceResumesOnAnotherGatewayWhenItsOwnIsKilled() {
        URI first = Region.GATEWAY;
        URI second = URI.create("http://localhost:" + port("gateway"));
        Persona alice = Region.alice().agreed();
        Persona bob = Region.bob().agreed();
        ConversationId conversation = alice.opens("group", bob).conversationId();
        var there = new ParleyClient(first, alice.tokens(), Region.HTTP);
        var elsewhere = new ParleyClient(second, alice.tokens(), Region.HTTP);
        startSecond("gateway");
        try (RawSocket phone = RawSocket.of(first, bob, "phone", Map.of())) {
            say(there, conversation, 3);
            assertThat(hear(phone, 3)).containsExactly(1L, 2L, 3L);
            Script.parley("kill", "gateway");
            say(elsewhere, conversation, 3);
            Map<String, Long> cursors = Map.of(conversation.toString(), 3L);
            try (RawSocket other = RawSocket.of(second, bob, "phone", cursors)) {
                assertThat(hear(other, 3)).containsExactly(4L, 5L, 6L);
            }
        } finally {
            Script.parley("start", "gateway");
            endSecond("gateway");
        }
        try (RawSocket back = RawSocket.of(first, bob, "phone", Map.of(conversation.toString(), 4L))) {
            assertThat(hear(back, 2)).containsExactly(5L, 6L);
            say(there, conversation, 1);
            assertThat(hear(back, 1)).containsExactly(7L);
        }
    }

    private static void say(ParleyClient speaker, ConversationId conversation, int messages) {
        for (int i = 0; i < messages; i++) {
            MessageId id = MessageId.next();
            Wait.shortly()
                    .until(() -> speaker.messages()
                                    .send(conversation, id, Content.text("word"))
                                    .seq()
                            > 0);
        }
    }

    private static List<Long> hear(RawSocket socket, int messages) {
        return IntStream.range(0, messages)
                .mapToObj(i -> socket.next("message").path("seq").asLong())
                .toList();
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

    /// In a region that has two all the time, the second is killed and comes back.
    private static void comesAndGoes(String part) {
        try (Traffic traffic = talk(WINDOW)) {
            traffic.flows(10);
            startSecond(part);
            try {
                traffic.flows(20);
            } finally {
                Script.parley("kill", part + "-2");
                if (Region.isDoubled()) {
                    startSecond(part);
                }
            }
            traffic.flows(20);
            traffic.everyMessageIsThereOnceAndInOrder();
        }
    }

    private static void startSecond(String part) {
        Script.parley("start", part, "--instance", "2", "--port", String.valueOf(port(part)));
    }

    private static void endSecond(String part) {
        if (!Region.isDoubled()) {
            Script.parley("kill", part + "-2");
        }
    }

    /// A hundred beside the first's.
    private static int port(String part) {
        return Region.GATEWAY.getPort() + (part.equals("gateway") ? 100 : 101);
    }

    static Traffic talk(int window) {
        return Traffic.between(window, Region.alice(), Region.bob(), Region.alice(), Region.carol());
    }
}
