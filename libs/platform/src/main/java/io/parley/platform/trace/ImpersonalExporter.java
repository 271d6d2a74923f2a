package io.parley.platform.trace;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.DelegatingSpanData;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/// Lets no person or conversation out: of a span's attributes those on a closed list leave, none of which holds an id,
/// and no event and no description of a failure, for these quote the messages of exceptions. Spring puts whole paths,
/// with the ids in them, among the attributes.
final class ImpersonalExporter implements SpanExporter {

    private static final Set<String> KEPT = Set.of(
            "method",
            "status",
            "outcome",
            "exception",
            "uri",
            "messaging.system",
            "messaging.destination.name",
            "messaging.operation.type",
            "messaging.batch.message_count");

    private final SpanExporter collector;

    ImpersonalExporter(SpanExporter collector) {
        this.collector = collector;
    }

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
        return collector.export(spans.stream().<SpanData>map(Impersonal::new).toList());
    }

    @Override
    public CompletableResultCode flush() {
        return collector.flush();
    }

    @Override
    public CompletableResultCode shutdown() {
        return collector.shutdown();
    }

    private static final class Impersonal extends DelegatingSpanData {

        private final Attributes attributes;
        private final StatusData status;

        Impersonal(SpanData span) {
            super(span);
            this.attributes = span.getAttributes().toBuilder()
                    .removeIf(attribute -> !KEPT.contains(attribute.getKey()))
                    .build();
            this.status = StatusData.create(span.getStatus().getStatusCode(), "");
        }

        @Override
        public Attributes getAttributes() {
            return attributes;
        }

        @Override
        public int getTotalAttributeCount() {
            return attributes.size();
        }

        @Override
        public StatusData getStatus() {
            return status;
        }

        @Override
        public List<EventData> getEvents() {
            return List.of();
        }

        @Override
        public int getTotalRecordedEvents() {
            return 0;
        }
    }
}
