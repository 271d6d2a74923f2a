package io.parley.platform.trace;

import io.micrometer.tracing.otel.bridge.Slf4JEventListener;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.SpanExporters;
import org.springframework.context.annotation.Bean;

@AutoConfiguration(before = OpenTelemetryTracingAutoConfiguration.class)
public class TracingAutoConfiguration {

    @Bean
    RecordTraces recordTraces(ObjectProvider<OpenTelemetry> telemetry) {
        OpenTelemetry used = telemetry.getIfAvailable();
        return used == null ? RecordTraces.OFF : new RecordTraces(used.getTracer("io.parley"));
    }

    /// What every exporter is handed.
    @Bean
    SpanExporters spanExporters(ObjectProvider<SpanExporter> exporters) {
        return SpanExporters.of(
                exporters.orderedStream().map(ImpersonalExporter::new).toList());
    }

    /// Under the names that ECS gives them, in the log lines of a traced request or record.
    @Bean
    Slf4JEventListener traceInLogs() {
        return new Slf4JEventListener("trace.id", "span.id");
    }
}
