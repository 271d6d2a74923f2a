package io.parley.archive.feed;

import static java.time.ZoneOffset.UTC;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// How far the readers say that they are, for whoever watches the feed.
@Repository
class FeedPositions {

    private static final String NOTE = """
            INSERT INTO feed_position AS p (client_id, seq, at) VALUES (:client, :seq, :at)
            ON CONFLICT (client_id) DO UPDATE SET seq = excluded.seq, at = excluded.at WHERE p.seq <> excluded.seq
            """;
    private static final String SLOWEST = """
            SELECT coalesce(min(coalesce(p.seq, 0)), :last) FROM feed_authorisation a
            JOIN feed_authorisation_step s USING (authorisation_id)
            LEFT JOIN feed_position p USING (client_id)
            WHERE s.step = 'approved' AND a.expires_at > :now AND NOT EXISTS (
                SELECT FROM feed_authorisation_step r
                WHERE r.authorisation_id = a.authorisation_id AND r.step = 'revoked')
            """;

    private final JdbcClient jdbc;
    private final FeedPages pages;
    private final Clock clock;

    FeedPositions(JdbcClient jdbc, FeedPages pages, Clock clock, MeterRegistry metrics) {
        this.jdbc = jdbc;
        this.pages = pages;
        this.clock = clock;
        Gauge.builder("parley.feed.position", pages, FeedPages::last)
                .description("The last number of the feed for outside archives")
                .register(metrics);
        Gauge.builder("parley.feed.lag", this, FeedPositions::lag)
                .description("How many numbers the slowest authorised reader of the feed is behind")
                .register(metrics);
    }

    void note(String clientId, long seq) {
        jdbc.sql(NOTE)
                .param("client", clientId)
                .param("seq", seq)
                .param("at", clock.instant().atOffset(UTC))
                .update();
    }

    private double lag() {
        long last = pages.last();
        long slowest = jdbc.sql(SLOWEST)
                .param("last", last)
                .param("now", clock.instant().atOffset(UTC))
                .query(Long.class)
                .single();
        return Math.max(0, last - slowest);
    }
}
