package io.parley.gateway.edge;

import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.timeout.TimeoutException;
import io.parley.contracts.ErrorCode;
import io.parley.platform.problem.DomainException;
import io.parley.platform.problem.Problem;
import java.io.IOException;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebExceptionHandler;
import reactor.core.publisher.Mono;

/// The one place where the gateway's failures become problem documents. A service behind it that cannot be reached is
/// "unavailable", never an internal error.
@Component
@Order(-2)
final class ProblemHandler implements WebExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemHandler.class);

    private final Refusals refusals;

    ProblemHandler(Refusals refusals) {
        this.refusals = refusals;
    }

    @Override
    public Mono<Void> handle(ServerWebExchange exchange, Throwable failure) {
        ServerHttpResponse response = exchange.getResponse();
        if (response.isCommitted()) {
            return Mono.error(failure);
        }
        DomainException problem = problem(failure);
        response.setStatusCode(HttpStatusCode.valueOf(problem.code().status()));
        response.getHeaders().putAll(Problem.headers(problem));
        byte[] document = refusals.document(
                problem, name -> exchange.getRequest().getHeaders().getFirst(name));
        DataBuffer body = response.bufferFactory().wrap(document);
        response.getHeaders().setContentLength(document.length);
        return response.writeWith(Mono.just(body));
    }

    private static DomainException problem(Throwable failure) {
        return switch (failure) {
            case DomainException known -> known;
            case ResponseStatusException status -> status(status);
            case IOException down -> DomainException.unavailable("a service behind the gateway", down);
            case TimeoutException slow -> DomainException.unavailable("a service behind the gateway", slow);
            default -> unexpected(failure);
        };
    }

    private static DomainException status(ResponseStatusException status) {
        if (status.getCause() instanceof DomainException known) {
            return known;
        }
        int value = status.getStatusCode().value();
        if (value == 502 || value == 503 || value == 504) {
            return DomainException.unavailable("a service behind the gateway", status);
        }
        ErrorCode code = code(value);
        return new DomainException(code, code.title(Locale.ENGLISH));
    }

    private static ErrorCode code(int status) {
        return switch (status) {
            case 404 -> ErrorCode.NOT_FOUND;
            case 405 -> ErrorCode.METHOD_NOT_ALLOWED;
            case 406 -> ErrorCode.NOT_ACCEPTABLE;
            case 413 -> ErrorCode.TOO_LARGE;
            case 415 -> ErrorCode.UNSUPPORTED_MEDIA_TYPE;
            default -> status < 500 ? ErrorCode.MALFORMED_REQUEST : ErrorCode.INTERNAL;
        };
    }

    private static DomainException unexpected(Throwable failure) {
        if (failure.getCause() instanceof ConnectTimeoutException slow) {
            return DomainException.unavailable("a service behind the gateway", slow);
        }
        LOG.error("Unexpected failure", failure);
        return new DomainException(ErrorCode.INTERNAL, "see the log under this trace id");
    }
}
