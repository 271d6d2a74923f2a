package io.parley.audit.completeness;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.stereotype.Repository;

/// How far the streams are known.
@Repository
class StreamStore {

    private final JdbcClient jdbc;

    StreamStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    record Reported(UUID stream, String service, Gap gap) {}

    record Summary(long streams, long missing) {}

    /// With their gaps locked, until the transaction ends: nobody reports what is just being filled.
    Map<UUID, StreamLedger> load(Collection<UUID> streams) {
        var ids = new SqlArrayValue("uuid", streams.toArray());
        Map<UUID, List<Gap>> gaps = new HashMap<>();
        jdbc.sql("""
                        SELECT stream, first_number, last_number, noticed_at, reported_at
                        FROM event_gap WHERE stream = ANY (?) FOR UPDATE""").param(ids).query(row -> {
            gaps.computeIfAbsent(row.getObject(1, UUID.class), _ -> new ArrayList<>())
                    .add(gap(row.getLong(2), row.getLong(3), time(row, 4), optionalTime(row, 5)));
        });
        Map<UUID, StreamLedger> ledgers = new HashMap<>();
        jdbc.sql("SELECT stream, service, last_number FROM event_stream WHERE stream = ANY (?)")
                .param(ids)
                .query(row -> {
                    UUID stream = row.getObject(1, UUID.class);
                    ledgers.put(
                            stream,
                            new StreamLedger(
                                    stream, row.getString(2), row.getLong(3), gaps.getOrDefault(stream, List.of())));
                });
        return ledgers;
    }

    void save(Collection<StreamLedger> ledgers, Instant now) {
        jdbc.sql("""
                        INSERT INTO event_stream (stream, service, last_number, seen_at)
                        SELECT stream, service, last_number, ? FROM unnest(?, ?, ?) AS s (stream, service, last_number)
                        ON CONFLICT (stream) DO UPDATE
                        SET last_number = EXCLUDED.last_number, seen_at = EXCLUDED.seen_at""")
                .params(
                        now.atOffset(ZoneOffset.UTC),
                        column("uuid", ledgers, StreamLedger::stream),
                        column("text", ledgers, StreamLedger::service),
                        column("bigint", ledgers, StreamLedger::last))
                .update();
        List<StreamLedger> changed =
                ledgers.stream().filter(StreamLedger::hasChangedGaps).toList();
        if (!changed.isEmpty()) {
            replaceGaps(changed);
        }
    }

    /// Marks what was noticed before `then` as reported, and gives it.
    List<Reported> report(Instant then, Instant now) {
        return jdbc.sql("""
                        UPDATE event_gap AS g SET reported_at = ? FROM event_stream AS s
                        WHERE s.stream = g.stream AND g.reported_at IS NULL AND g.noticed_at < ?
                        RETURNING g.stream, s.service, g.first_number, g.last_number, g.noticed_at, g.reported_at""")
                .params(now.atOffset(ZoneOffset.UTC), then.atOffset(ZoneOffset.UTC))
                .query(StreamStore::reported)
                .list();
    }

    /// What is missing, the longest known first.
    List<Reported> gaps(int most) {
        return jdbc.sql("""
                        SELECT g.stream, s.service, g.first_number, g.last_number, g.noticed_at, g.reported_at
                        FROM event_gap AS g JOIN event_stream AS s USING (stream)
                        ORDER BY g.noticed_at, g.stream, g.first_number LIMIT ?""").param(most).query(StreamStore::reported).list();
    }

    Summary summary() {
        return jdbc.sql("""
                        SELECT (SELECT count(*) FROM event_stream),
                               (SELECT coalesce(sum(last_number - first_number + 1), 0)::bigint
                                FROM event_gap WHERE reported_at IS NOT NULL)""")
                .query((row, _) -> new Summary(row.getLong(1), row.getLong(2)))
                .single();
    }

    private void replaceGaps(List<StreamLedger> changed) {
        jdbc.sql("DELETE FROM event_gap WHERE stream = ANY (?)")
                .param(column("uuid", changed, StreamLedger::stream))
                .update();
        record Row(UUID stream, Gap gap) {}
        List<Row> rows = changed.stream()
                .flatMap(ledger -> ledger.gaps().stream().map(gap -> new Row(ledger.stream(), gap)))
                .toList();
        jdbc.sql("""
                        INSERT INTO event_gap (stream, first_number, last_number, noticed_at, reported_at)
                        SELECT * FROM unnest(?, ?, ?, ?, ?)""")
                .params(
                        column("uuid", rows, Row::stream),
                        column("bigint", rows, row -> row.gap().first()),
                        column("bigint", rows, row -> row.gap().last()),
                        column("timestamptz", rows, row -> utc(row.gap().noticedAt())),
                        column(
                                "timestamptz",
                                rows,
                                row -> row.gap()
                                        .reportedAt()
                                        .map(StreamStore::utc)
                                        .orElse(null)))
                .update();
    }

    private static Reported reported(ResultSet row, int number) throws SQLException {
        return new Reported(
                row.getObject(1, UUID.class),
                row.getString(2),
                gap(row.getLong(3), row.getLong(4), time(row, 5), optionalTime(row, 6)));
    }

    private static Gap gap(long first, long last, Instant noticedAt, Optional<Instant> reportedAt) {
        return new Gap(first, last, noticedAt, reportedAt);
    }

    private static Instant time(ResultSet row, int column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static Optional<Instant> optionalTime(ResultSet row, int column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static <T> SqlArrayValue column(String type, Collection<T> rows, Function<T, @Nullable Object> value) {
        return new SqlArrayValue(type, rows.stream().map(value).toArray());
    }
}
