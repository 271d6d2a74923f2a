package io.parley.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ArchiveSizeTest {

    /// As Prometheus is told: the number of the answer in both, weighed 10 s apart.
    private static final String PAGE = """
            # TYPE parley_archive_size_at_seconds gauge
            parley_archive_size_at_seconds{service="archive"} 1.7600000%d0123E9
            parley_archive_size_bytes{part="other-indexes",service="archive"} 1.2E7
            parley_archive_size_bytes{part="records",service="archive"} %d.0
            """;

    @Test
    void waitsUntilItWasWeighedSinceThen() throws IOException, InterruptedException {
        AtomicInteger asked = new AtomicInteger();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            int number = asked.incrementAndGet();
            byte[] page = PAGE.formatted(number, number).getBytes();
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
            exchange.close();
        });
        server.start();
        try {
            var size = new ArchiveSize("http://localhost:" + server.getAddress().getPort() + "/");
            Instant second = Instant.ofEpochMilli(1_760_000_020_000L);

            assertThat(size.bytes(second)).isEqualTo(Map.of("records", 2.0, "other-indexes", 1.2E7));
            assertThat(asked).hasValue(2);
        } finally {
            server.stop(0);
        }
    }

    @Test
    void knowsNothingOfARegionElsewhere() throws InterruptedException {
        assertThat(new ArchiveSize("").bytes(Instant.MAX)).isEmpty();
    }
}
