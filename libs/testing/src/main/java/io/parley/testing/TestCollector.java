package io.parley.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/// A collector of traces (OTLP over HTTP, Protobuf) that keeps what it is sent.
public final class TestCollector implements AutoCloseable {

    private final HttpServer server;
    private final List<ExportTraceServiceRequest> received = new CopyOnWriteArrayList<>();

    private TestCollector(HttpServer server) {
        this.server = server;
    }

    public static TestCollector at(int port) {
        try {
            var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
            var collector = new TestCollector(server);
            server.createContext("/v1/traces", collector::take);
            server.start();
            return collector;
        } catch (IOException failed) {
            throw new UncheckedIOException("test collector did not start", failed);
        }
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            received.add(ExportTraceServiceRequest.parseFrom(exchange.getRequestBody()));
            exchange.sendResponseHeaders(200, -1);
        }
    }

    /// @param service whose part of the trace it is
    /// @param name what was done
    public record Step(String service, String name) {}

    /// What was done in a trace, in the order in which it arrived.
    public List<Step> steps(String traceId) {
        return resources()
                .flatMap(resource -> spans(resource)
                        .filter(span -> id(span.getTraceId().toByteArray()).equals(traceId))
                        .map(span -> new Step(service(resource), span.getName())))
                .toList();
    }

    /// The spans of a trace whose parent is another one than those that came.
    public List<String> orphans(String traceId) {
        List<Span> spans = resources()
                .flatMap(TestCollector::spans)
                .filter(span -> id(span.getTraceId().toByteArray()).equals(traceId))
                .toList();
        return spans.stream()
                .filter(span ->
                        spans.stream().noneMatch(other -> other.getSpanId().equals(span.getParentSpanId())))
                .map(Span::getName)
                .toList();
    }

    /// Everything that came, as text to look for what must not be there.
    public String everything() {
        StringBuilder all = new StringBuilder();
        received.forEach(
                request -> all.append(request).append(new String(request.toByteArray(), StandardCharsets.ISO_8859_1)));
        return all.toString();
    }

    private Stream<ResourceSpans> resources() {
        return received.stream().flatMap(request -> request.getResourceSpansList().stream());
    }

    private static Stream<Span> spans(ResourceSpans resource) {
        return resource.getScopeSpansList().stream()
                .map(ScopeSpans::getSpansList)
                .flatMap(List::stream);
    }

    private static String service(ResourceSpans resource) {
        return resource.getResource().getAttributesList().stream()
                .filter(attribute -> attribute.getKey().equals("service.name"))
                .map(KeyValue::getValue)
                .map(value -> value.getStringValue())
                .findFirst()
                .orElse("");
    }

    private static String id(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
