package io.parley.platform.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecordTracesTest {

    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String OTHER = "4bf92f3577b34da6a3ce929d0e0e4736";

    private final InMemorySpanExporter ended = InMemorySpanExporter.create();
    private final RecordTraces always = traces(Sampler.alwaysOn());
    private final RecordTraces never = traces(Sampler.parentBased(Sampler.alwaysOff()));

    private RecordTraces traces(Sampler sampler) {
        return new RecordTraces(SdkTracerProvider.builder()
                .setSampler(sampler)
                .addSpanProcessor(SimpleSpanProcessor.create(ended))
                .build()
                .get("test"));
    }

    @Test
    void aSampledCommandTellsItsTraceAndEndsWithItsOutcome() {
        Headers headers = new RecordHeaders();
        Span span = always.sending("commands");
        RecordTraces.carry(span, headers);
        RecordTraces.end(span, new IllegalStateException("of alice"));

        SpanData told = ended.getFinishedSpanItems().getFirst();
        assertThat(text(headers)).isEqualTo("00-" + told.getTraceId() + "-" + told.getSpanId() + "-01");
        assertThat(told.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(told.toString()).doesNotContain("alice");
    }

    @Test
    void whatIsNotSampledLeavesNothing() {
        Headers headers = new RecordHeaders();
        Span span = never.sending("commands");
        RecordTraces.carry(span, headers);
        RecordTraces.end(span, null);
        never.around(List.of(record(null)), () -> assertThat(Span.current()).isEqualTo(Span.getInvalid()));

        assertThat(headers).isEmpty();
        assertThat(ended.getFinishedSpanItems()).isEmpty();
    }

    @Test
    void eachSampledRecordGoesOnInItsOwnTraceAndTheFirstIsCurrent() {
        ConsumerRecord<byte[], byte[]> plain = record(null);
        ConsumerRecord<byte[], byte[]> first = record("00-" + TRACE + "-b7ad6b7169203331-01");
        ConsumerRecord<byte[], byte[]> second = record("00-" + OTHER + "-00f067aa0ba902b7-01");
        Headers afterPlain = new RecordHeaders();
        Headers afterSecond = new RecordHeaders();

        never.around(List.of(plain, first, second), () -> {
            never.carryOn(plain, afterPlain);
            never.carryOn(second, afterSecond);
            assertThat(never.current()).startsWith("00-" + TRACE + "-").endsWith("-01");
        });

        List<SpanData> spans = ended.getFinishedSpanItems();
        assertThat(spans).extracting(SpanData::getTraceId).containsExactly(TRACE, OTHER);
        assertThat(spans).extracting(SpanData::getParentSpanId).containsExactly("b7ad6b7169203331", "00f067aa0ba902b7");
        assertThat(spans.get(1).getLinks())
                .extracting(LinkData::getSpanContext)
                .extracting(SpanContext::getTraceId)
                .containsExactly(TRACE);
        assertThat(afterPlain).isEmpty();
        assertThat(text(afterSecond))
                .isEqualTo("00-" + OTHER + "-" + spans.get(1).getSpanId() + "-01");
        assertThat(Span.current()).isEqualTo(Span.getInvalid());
    }

    @Test
    void aBatchThatFailsIsToldAsFailed() {
        assertThatThrownBy(() -> never.around(List.of(record("00-" + TRACE + "-b7ad6b7169203331-01")), () -> {
                    throw new IllegalStateException("store: down");
                }))
                .hasMessage("store: down");

        assertThat(ended.getFinishedSpanItems())
                .extracting(span -> span.getStatus().getStatusCode())
                .containsExactly(StatusCode.ERROR);
    }

    @Test
    void headersThatAreNoTraceOrNotSampledAreIgnored() {
        always.around(
                List.of(
                        record("00-" + TRACE + "-b7ad6b7169203331-00"),
                        record("00-" + "0".repeat(32) + "-b7ad6b7169203331-01"),
                        record("ff"),
                        record("")),
                () -> assertThat(always.current()).isNull());

        assertThat(ended.getFinishedSpanItems()).isEmpty();
    }

    @Test
    void offDoesNothingEvenWhereAnotherTracesAndARecordIsMarked() {
        Headers headers = new RecordHeaders();
        ConsumerRecord<byte[], byte[]> marked = record("00-" + TRACE + "-b7ad6b7169203331-01");
        Span outer = always.sending("commands");
        try (Scope _ = outer.makeCurrent()) {
            RecordTraces.carry(RecordTraces.OFF.sending("commands"), headers);
            RecordTraces.OFF.around(List.of(marked), () -> RecordTraces.OFF.carryOn(marked, headers));

            assertThat(RecordTraces.OFF.current()).isNull();
        }
        assertThat(headers).isEmpty();
        assertThat(ended.getFinishedSpanItems()).isEmpty();
    }

    private static ConsumerRecord<byte[], byte[]> record(@Nullable String traceparent) {
        var record = new ConsumerRecord<>("commands", 0, 0, new byte[0], new byte[0]);
        RecordTraces.carry(traceparent, record.headers());
        return record;
    }

    private static String text(Headers headers) {
        return new String(headers.lastHeader(RecordTraces.HEADER).value(), StandardCharsets.US_ASCII);
    }
}
