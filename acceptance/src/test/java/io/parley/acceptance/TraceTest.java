package io.parley.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.client.ConversationId;
import io.parley.client.MessageId;
import io.parley.testing.TestCollector;
import io.parley.testing.TestCollector.Step;
import java.net.URI;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/// One message is one trace, from the gateway through Kafka to message-service, and through Kafka on to every reader.
///
/// The region samples next to nothing by itself. A trace id whose second half is small is sampled at any ratio
/// (OpenTelemetry, TraceIdRatioBased), so the test brings such ids.
@EnabledIfSystemProperty(named = "parley.traces", matches = ".+", disabledReason = "the region's traces go elsewhere")
class TraceTest {

    private static final Duration EXPORTED = Duration.ofSeconds(30);

    private final Persona alice = Region.alice().agreed();
    private final Persona bob = Region.bob().agreed();
    private final String trace =
            HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong()) + "0000000000000001";
    private TestCollector collector;

    @BeforeEach
    void listen() {
        collector =
                TestCollector.at(URI.create(System.getProperty("parley.traces")).getPort());
    }

    @AfterEach
    void stop() {
        collector.close();
    }

    @Test
    void aMessageIsOneTraceFromTheGatewayToTheArchiveAndTellsOfNobody() {
        ConversationId conversation = alice.opens("group", bob).conversationId();
        MessageId message = MessageId.next();

        traced(alice)
                .post(
                        "/v1/conversations/" + conversation + "/messages",
                        "{\"messageId\":\"%s\",\"content\":{\"type\":\"text\",\"text\":\"well met\"}}"
                                .formatted(message))
                .hasStatus(201);

        await(
                new Step("gateway-service", "http post /v1/conversations/{conversationId}/messages"),
                new Step("gateway-service", "send parley.message.submitted.v1"),
                new Step("message-service", "process parley.message.submitted.v1"),
                new Step("gateway-service", "process parley.message.accepted.v1"),
                new Step("archive-service", "process parley.message.accepted.v1"));
        Wait.atMost(EXPORTED).until(() -> collector.orphans(trace), orphans -> orphans.size() == 1);
        assertThat(collector.everything())
                .doesNotContain(
                        conversation.toString(), message.toString(), alice.id().toString(), "alice", "well met");
    }

    @Test
    void whatAChangeTellsByTheOutboxStandsInTheTraceOfTheChange() {
        Persona dave = Region.dave().agreed();

        traced(dave).post("/v1/me/purposes/archive/withdraw", "{}").hasStatus(201);

        await(
                new Step("consent-service", "http post /v1/me/purposes/{purpose}/withdraw"),
                new Step("archive-service", "process parley.basis.v1"));
        dave.agreed();
        assertThat(collector.everything()).doesNotContain(dave.id().toString(), "dave");
    }

    private Raw traced(Persona person) {
        return person.http().with("traceparent", "00-" + trace + "-b7ad6b7169203331-00");
    }

    private void await(Step... steps) {
        Wait.atMost(EXPORTED).until(() -> collector.steps(trace), seen -> seen.containsAll(List.of(steps)));
    }
}
