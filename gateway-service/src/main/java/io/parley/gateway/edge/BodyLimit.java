package io.parley.gateway.edge;

import io.parley.contracts.ErrorCode;
import io.parley.platform.problem.DomainException;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Refuses bodies that are too large: at once when they say so, else as soon as they are.
@Component
@Order(EntryFilter.ORDER + 1)
final class BodyLimit implements WebFilter {

    private final long most;

    BodyLimit(EdgeProperties properties) {
        this.most = properties.maxBody().toBytes();
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        if (exchange.getRequest().getHeaders().getContentLength() > most) {
            return Mono.error(tooLarge());
        }
        return chain.filter(
                exchange.mutate().request(counted(exchange.getRequest())).build());
    }

    private ServerHttpRequest counted(ServerHttpRequest request) {
        return new ServerHttpRequestDecorator(request) {
            @Override
            public Flux<DataBuffer> getBody() {
                AtomicLong read = new AtomicLong();
                return super.getBody().map(buffer -> count(buffer, read));
            }
        };
    }

    private DataBuffer count(DataBuffer buffer, AtomicLong read) {
        if (read.addAndGet(buffer.readableByteCount()) > most) {
            DataBufferUtils.release(buffer);
            throw tooLarge();
        }
        return buffer;
    }

    private DomainException tooLarge() {
        return new DomainException(ErrorCode.TOO_LARGE, "body: more than " + most + " bytes");
    }
}
