package io.parley.gateway.edge;

import io.parley.contracts.ErrorCode;
import io.parley.platform.problem.DomainException;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.MediaType;
import org.springframework.http.server.PathContainer;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Refuses bodies that are too large: at once when they say so, else as soon as they are.
@Component
@Order(EntryFilter.ORDER + 1)
final class BodyLimit implements WebFilter {

    private static final PathPattern FILES = PathPatternParser.defaultInstance.parse("/v1/files");
    private static final PathPattern PARTS = PathPatternParser.defaultInstance.parse("/v1/files/{fileId}/content");

    private final long most;
    private final long mostOfUploads;

    BodyLimit(EdgeProperties properties) {
        this.most = properties.maxBody().toBytes();
        this.mostOfUploads = properties.maxUpload().toBytes();
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        ServerHttpRequest request = exchange.getRequest();
        long limit = isUpload(request) ? mostOfUploads : most;
        if (request.getHeaders().getContentLength() > limit) {
            return Mono.error(tooLarge(limit));
        }
        return chain.filter(exchange.mutate().request(counted(request, limit)).build());
    }

    /// By path and media type: only bodies that are streamed all the way may be long.
    private static boolean isUpload(ServerHttpRequest request) {
        MediaType type = request.getHeaders().getContentType();
        PathContainer path = request.getPath().pathWithinApplication();
        return MediaType.MULTIPART_FORM_DATA.includes(type) && FILES.matches(path)
                || MediaType.APPLICATION_OCTET_STREAM.includes(type) && PARTS.matches(path);
    }

    private ServerHttpRequest counted(ServerHttpRequest request, long limit) {
        return new ServerHttpRequestDecorator(request) {
            @Override
            public Flux<DataBuffer> getBody() {
                AtomicLong read = new AtomicLong();
                return super.getBody().map(buffer -> count(buffer, read, limit));
            }
        };
    }

    private static DataBuffer count(DataBuffer buffer, AtomicLong read, long limit) {
        if (read.addAndGet(buffer.readableByteCount()) > limit) {
            DataBufferUtils.release(buffer);
            throw tooLarge(limit);
        }
        return buffer;
    }

    private static DomainException tooLarge(long limit) {
        return new DomainException(ErrorCode.TOO_LARGE, "body: more than " + limit + " bytes");
    }
}
