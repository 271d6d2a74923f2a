package io.parley.archive.grant;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// How many records were shown under each grant, by hours of the clock (UTC).
@Repository
class GrantUses {

    private static final String ADD = """
            INSERT INTO grant_use AS used (grant_id, hour, records) SELECT ?, ?, n FROM (VALUES (?::bigint)) AS shown (n)
            WHERE n <= ?
            ON CONFLICT (grant_id, hour) DO UPDATE SET records = used.records + excluded.records
            WHERE used.records + excluded.records <= ?
            """;

    private final JdbcClient jdbc;

    GrantUses(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// @return false when these would be too many
    boolean add(LiveGrant grant, int records, Instant at) {
        return jdbc.sql(ADD)
                        .params(
                                grant.id().value(),
                                Timestamp.from(at.truncatedTo(ChronoUnit.HOURS)),
                                records,
                                grant.viewsPerHour(),
                                grant.viewsPerHour())
                        .update()
                == 1;
    }

    static Duration untilNextHour(Instant at) {
        return Duration.between(at, at.truncatedTo(ChronoUnit.HOURS).plus(1, ChronoUnit.HOURS));
    }
}
