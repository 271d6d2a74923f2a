package io.parley.platform.trace;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.Scope;
import io.parley.platform.kafka.ReadRecord;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/// Carries traces through Kafka: a record of a sampled trace has the header `traceparent` (W3C Trace Context §3.2),
/// every
/// other record has none and costs a look for it.
///
/// A batch is handled as one thing. Each of its sampled records gets a span in its own trace, as long as the batch
/// took;
/// that of the first is current meanwhile, so that the calls and log lines of the batch are found there, and the others
/// link to it (OpenTelemetry, semantic conventions for messaging: batches).
public final class RecordTraces {

    /// Where no collector is: does nothing.
    public static final RecordTraces OFF = new RecordTraces(OpenTelemetry.noop().getTracer(""), false);

    static final String HEADER = "traceparent";
    private static final Pattern SAMPLED = Pattern.compile("00-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f][13579bdf]");
    private static final ContextKey<Map<ConsumerRecord<?, ?>, Span>> BATCH = ContextKey.named("parley batch");
    private static final AttributeKey<String> TOPIC = AttributeKey.stringKey("messaging.destination.name");
    private static final AttributeKey<Long> RECORDS = AttributeKey.longKey("messaging.batch.message_count");

    private final Tracer tracer;
    private final boolean on;

    RecordTraces(Tracer tracer) {
        this(tracer, true);
    }

    private RecordTraces(Tracer tracer, boolean on) {
        this.tracer = tracer;
        this.on = on;
    }

    /// The work on a batch.
    @FunctionalInterface
    public interface Work<X extends Exception> {
        void run() throws X;
    }

    /// From the sending of a command to its outcome; the caller [ends][#end] it. Part of what is current, else a new
    /// trace
    /// if the sampler says so.
    public Span sending(String topic) {
        return on ? span("send", topic, SpanKind.PRODUCER).startSpan() : Span.getInvalid();
    }

    /// Without the failure's message, which may say too much.
    public static void end(Span span, @Nullable Throwable failure) {
        if (failure != null) {
            span.setStatus(StatusCode.ERROR);
        }
        span.end();
    }

    public static void carry(Span span, Headers headers) {
        SpanContext context = span.getSpanContext();
        if (context.isSampled()) {
            headers.add(HEADER, text(context).getBytes(StandardCharsets.US_ASCII));
        }
    }

    /// What a record has that becomes of another one of the batch being handled: it goes on in that one's trace.
    public void carryOn(ConsumerRecord<?, ?> cause, Headers headers) {
        Map<ConsumerRecord<?, ?>, Span> batch = on ? Context.current().get(BATCH) : null;
        Span span = batch == null ? null : batch.get(cause);
        if (span != null) {
            carry(span, headers);
        }
    }

    /// For a record that is sent later: the `traceparent` of what is current, null when that is not sampled.
    public @Nullable String current() {
        SpanContext context = on ? Span.current().getSpanContext() : SpanContext.getInvalid();
        return context.isSampled() ? text(context) : null;
    }

    /// @param traceparent as [#current()] gave it
    public static void carry(@Nullable String traceparent, Headers headers) {
        if (traceparent != null) {
            headers.add(HEADER, traceparent.getBytes(StandardCharsets.US_ASCII));
        }
    }

    /// Handles a batch within the traces of its sampled records.
    public <X extends Exception> void around(List<ConsumerRecord<byte[], byte[]>> records, Work<X> work) throws X {
        Map<ConsumerRecord<?, ?>, Span> spans = on ? spans(records) : Map.of();
        if (spans.isEmpty()) {
            work.run();
        } else {
            around(spans, work);
        }
    }

    private static <X extends Exception> void around(Map<ConsumerRecord<?, ?>, Span> spans, Work<X> work) throws X {
        StatusCode status = StatusCode.ERROR;
        Span first = spans.values().iterator().next();
        try (Scope _ = Context.current().with(first).with(BATCH, spans).makeCurrent()) {
            work.run();
            status = StatusCode.UNSET;
        } finally {
            for (Span span : spans.values()) {
                span.setStatus(status);
                span.end();
            }
        }
    }

    private Map<ConsumerRecord<?, ?>, Span> spans(List<ConsumerRecord<byte[], byte[]>> records) {
        Map<ConsumerRecord<?, ?>, Span> spans = new LinkedHashMap<>();
        Span first = null;
        for (ConsumerRecord<byte[], byte[]> record : records) {
            SpanContext parent = parent(record);
            if (parent.isValid()) {
                SpanBuilder begun = span("process", record.topic(), SpanKind.CONSUMER)
                        .setParent(Context.root().with(Span.wrap(parent)))
                        .setAttribute(RECORDS, (long) records.size());
                if (first != null) {
                    begun.addLink(first.getSpanContext());
                }
                Span span = begun.startSpan();
                first = first == null ? span : first;
                spans.put(record, span);
            }
        }
        return spans;
    }

    private SpanBuilder span(String verb, String topic, SpanKind kind) {
        return tracer.spanBuilder(verb + " " + topic)
                .setSpanKind(kind)
                .setAttribute("messaging.system", "kafka")
                .setAttribute("messaging.operation.type", verb)
                .setAttribute(TOPIC, topic);
    }

    private static SpanContext parent(ConsumerRecord<byte[], byte[]> record) {
        String traceparent = ReadRecord.header(record, HEADER);
        if (traceparent == null) {
            return SpanContext.getInvalid();
        }
        Matcher sampled = SAMPLED.matcher(traceparent);
        return sampled.matches()
                ? SpanContext.createFromRemoteParent(
                        sampled.group(1), sampled.group(2), TraceFlags.getSampled(), TraceState.getDefault())
                : SpanContext.getInvalid();
    }

    private static String text(SpanContext context) {
        return "00-" + context.getTraceId() + "-" + context.getSpanId() + "-01";
    }
}
