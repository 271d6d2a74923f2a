package io.parley.archive.intake;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// How much room the records take in the database, in bytes: themselves, the index of their words, their other indexes.
@Component
class StoreSize {

    private static final String SIZES = """
            SELECT coalesce(sum(pg_table_size(t.inhrelid)), 0),
                   coalesce(sum((SELECT sum(pg_relation_size(i.indexrelid)) FROM pg_index i
                       JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_am a ON a.oid = c.relam AND a.amname = 'gin'
                       WHERE i.indrelid = t.inhrelid)), 0),
                   coalesce(sum(pg_indexes_size(t.inhrelid)), 0)
            FROM pg_inherits t WHERE t.inhparent = 'record'::regclass
            """;

    private final JdbcClient jdbc;
    private final Clock clock;
    private final Map<String, Long> bytes = new ConcurrentHashMap<>();
    private volatile Instant at = Instant.EPOCH;

    StoreSize(JdbcClient jdbc, Clock clock, MeterRegistry metrics) {
        this.jdbc = jdbc;
        this.clock = clock;
        for (String part : new String[] {"records", "words", "other-indexes"}) {
            Gauge.builder("parley.archive.size", () -> bytes.getOrDefault(part, 0L))
                    .description("Room that archived records take in the database")
                    .baseUnit("bytes")
                    .tag("part", part)
                    .register(metrics);
        }
        Gauge.builder("parley.archive.size.at", () -> at.toEpochMilli() / 1000.0)
                .description("When that room was last looked at, since 1970")
                .baseUnit("seconds")
                .register(metrics);
    }

    @Scheduled(fixedDelay = 30, timeUnit = TimeUnit.SECONDS)
    void look() {
        Instant begun = clock.instant();
        jdbc.sql(SIZES).query(row -> {
            bytes.put("records", row.getLong(1));
            bytes.put("words", row.getLong(2));
            bytes.put("other-indexes", row.getLong(3) - row.getLong(2));
        });
        at = begun;
    }
}
