package io.parley.platform.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.testing.trace.TestSpanData;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import java.util.List;
import org.junit.jupiter.api.Test;

class ImpersonalExporterTest {

    @Test
    void letsOutWhatIsOnTheListAndNoPathEventOrMessageOfAnException() {
        InMemorySpanExporter collector = InMemorySpanExporter.create();
        SpanData span = TestSpanData.builder()
                .setName("http get /v1/people/{id}")
                .setKind(SpanKind.SERVER)
                .setStartEpochNanos(1)
                .setEndEpochNanos(2)
                .setHasEnded(true)
                .setAttributes(Attributes.of(
                        AttributeKey.stringKey("http.url"), "/v1/people/alice",
                        AttributeKey.stringKey("uri"), "/v1/people/{id}",
                        AttributeKey.stringKey("status"), "500"))
                .setEvents(List.of(EventData.create(
                        1, "exception", Attributes.of(AttributeKey.stringKey("exception.message"), "of alice"))))
                .setStatus(StatusData.create(StatusCode.ERROR, "of alice"))
                .build();

        new ImpersonalExporter(collector).export(List.of(span)).join(1, java.util.concurrent.TimeUnit.SECONDS);

        SpanData told = collector.getFinishedSpanItems().getFirst();
        assertThat(told.getAttributes().asMap().keySet())
                .extracting(AttributeKey::getKey)
                .containsExactlyInAnyOrder("uri", "status");
        assertThat(told.getEvents()).isEmpty();
        assertThat(told.getStatus()).isEqualTo(StatusData.create(StatusCode.ERROR, ""));
        assertThat(told.getName()).isEqualTo("http get /v1/people/{id}");
    }
}
