package io.parley.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.contracts.ErrorCode;
import io.parley.platform.problem.DomainException;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.HttpMethod;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.util.unit.DataSize;
import reactor.core.publisher.Flux;

class BodyLimitTest {

    private final BodyLimit limit =
            new BodyLimit(new EdgeProperties(DataSize.ofBytes(100), DataSize.ofBytes(1000), List.of(), List.of()));

    @ParameterizedTest
    @CsvSource({
        "POST,/v1/files,multipart/form-data; boundary=x",
        "PUT,/v1/files/0199aaaa-0000-7000-8000-000000000000/content,application/octet-stream"
    })
    void letsUploadsBeLongUpToTheirOwnLimit(HttpMethod method, String path, String type) {
        assertThat(passed(method, path, type, 1000)).isEqualTo(1000);
        refused(method, path, type, 1001);
    }

    @ParameterizedTest
    @CsvSource({
        "POST,/v1/files,application/json",
        "POST,/v1/conversations,multipart/form-data; boundary=x",
        "PUT,/v1/files/0199aaaa-0000-7000-8000-000000000000/content,application/x-www-form-urlencoded",
        "PUT,/v1/files/0199aaaa-0000-7000-8000-000000000000,application/octet-stream"
    })
    void holdsEverythingElseToTheSmallLimit(HttpMethod method, String path, String type) {
        assertThat(passed(method, path, type, 100)).isEqualTo(100);
        refused(method, path, type, 101);
    }

    @Test
    void holdsBodiesWithoutATypeToTheSmallLimit() {
        assertThatThrownBy(() -> pass(MockServerHttpRequest.post("/v1/files")
                        .header("Content-Length", "101")
                        .build()))
                .isInstanceOf(DomainException.class);
    }

    private void refused(HttpMethod method, String path, String type, int bytes) {
        assertThatThrownBy(() -> passed(method, path, type, bytes))
                .isInstanceOfSatisfying(
                        DomainException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.TOO_LARGE));
    }

    /// How many bytes of a body without a length came through.
    private long passed(HttpMethod method, String path, String type, int bytes) {
        Flux<DataBuffer> body =
                Flux.range(0, bytes).map(_ -> DefaultDataBufferFactory.sharedInstance.wrap(new byte[1]));
        return pass(MockServerHttpRequest.method(method, path)
                .header("Content-Type", type)
                .body(body));
    }

    private long pass(MockServerHttpRequest request) {
        AtomicLong passed = new AtomicLong();
        limit.filter(
                        MockServerWebExchange.from(request),
                        exchange -> exchange.getRequest()
                                .getBody()
                                .doOnNext(buffer -> passed.addAndGet(buffer.readableByteCount()))
                                .then())
                .block();
        return passed.get();
    }
}
