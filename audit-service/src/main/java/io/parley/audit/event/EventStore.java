package io.parley.audit.event;

import io.parley.audit.log.Appended;
import io.parley.audit.log.EntryId;
import io.parley.contracts.AuditAction;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.stereotype.Repository;

/// Bodies of events with their salts, and columns to find them by. Rows may be erased, never changed.
@Repository
class EventStore {

    /// Longer values stay whole in the body; the index holds their beginning.
    private static final int INDEXED_CHARS = 200;

    /// Lists do not fit into an array of rows: they come as one text each, apart by a character that ids never have.
    private static final String INSERT = """
            INSERT INTO event (entry_index, at, actor_id, action, object_type, object_id, outcome, case_ref, affected, salt, body)
            SELECT i, t, a, c, o, d, u, r, string_to_array(p, ' '), s, b
            FROM unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) AS e (i, t, a, c, o, d, u, r, p, s, b)""";

    private static final String SELECT = "SELECT entry_index, case_ref, salt, body FROM event WHERE ";

    private static final String PARTITION = "SELECT ensure_event_partition(?)";

    private static final String CASES = """
            SELECT DISTINCT case_ref FROM event
            WHERE actor_id = ? AND action = ? AND outcome = 'success' AND case_ref IS NOT NULL""";

    private final JdbcClient jdbc;
    private final Set<YearMonth> months = ConcurrentHashMap.newKeySet();

    EventStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    record Row(Appended entry, RecordedEvent event) {}

    /// @param body exactly the text that was committed to
    record Stored(long index, Optional<String> caseRef, byte[] salt, String body) {}

    /// Makes the partitions that the events need; call it before the transaction, so that its lock is short.
    void prepare(List<RecordedEvent> events) {
        events.stream()
                .map(RecordedEvent::at)
                .filter(at -> !months.contains(month(at)))
                .forEach(this::prepare);
    }

    private void prepare(Instant at) {
        if (!months.contains(month(at))) {
            jdbc.sql(PARTITION).param(at.atOffset(ZoneOffset.UTC)).query(row -> {});
            months.add(month(at));
        }
    }

    void insert(List<Row> rows) {
        jdbc.sql(INSERT)
                .params(
                        column(rows, "bigint", row -> row.entry().index()),
                        column(rows, "timestamptz", row -> row.event().at().atOffset(ZoneOffset.UTC)),
                        text(rows, event -> event.actor().id()),
                        text(rows, RecordedEvent::action),
                        text(rows, event -> event.object().type()),
                        text(rows, event -> event.object().id()),
                        text(rows, RecordedEvent::outcome),
                        text(rows, event -> event.caseRef().orElse(null)),
                        column(rows, "text", row -> people(row.event())),
                        salts(rows),
                        column(rows, "text", row -> row.event().body()))
                .update();
    }

    /// Ascending by place in the log.
    List<Stored> find(EventFilter filter, long afterIndex, int limit) {
        var conditions = new EventConditions(filter);
        return jdbc.sql(SELECT + "entry_index > :after" + conditions.sql() + " ORDER BY entry_index LIMIT :limit")
                .param("after", afterIndex)
                .param("limit", limit)
                .params(conditions.parameters())
                .query(EventStore::stored)
                .list();
    }

    /// Ascending; `from` inclusive, `end` exclusive.
    List<Stored> between(long from, long end) {
        return jdbc.sql(SELECT + "entry_index >= ? AND entry_index < ? ORDER BY entry_index")
                .params(from, end)
                .query(EventStore::stored)
                .list();
    }

    Optional<Stored> find(EntryId id) {
        return jdbc.sql(SELECT + "entry_index = (SELECT entry_index FROM log_entry WHERE entry_id = ?)")
                .param(id.value())
                .query(EventStore::stored)
                .optional();
    }

    /// The cases for which this person has asked to read the archive.
    List<String> casesOf(String personId) {
        return jdbc.sql(CASES)
                .params(personId, AuditAction.GRANT_REQUESTED.code())
                .query((row, _) -> row.getString(1))
                .list();
    }

    static String indexed(String text) {
        return text.replace('\0', '\uFFFD')
                .codePoints()
                .limit(INDEXED_CHARS)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static Stored stored(ResultSet row, int number) throws SQLException {
        return new Stored(
                row.getLong("entry_index"),
                Optional.ofNullable(row.getString("case_ref")),
                row.getBytes("salt"),
                row.getString("body"));
    }

    private static @Nullable String people(RecordedEvent event) {
        List<String> people = event.people();
        return people.isEmpty()
                ? null
                : people.stream()
                        .map(person -> indexed(person.replace(' ', '_')))
                        .collect(Collectors.joining(" "));
    }

    private static YearMonth month(Instant at) {
        return YearMonth.from(at.atOffset(ZoneOffset.UTC));
    }

    private static SqlArrayValue text(List<Row> rows, Function<RecordedEvent, @Nullable String> value) {
        return column(rows, "text", row -> {
            @Nullable String text = value.apply(row.event());
            return text == null ? null : indexed(text);
        });
    }

    private static SqlArrayValue column(List<Row> rows, String type, Function<Row, @Nullable Object> value) {
        return new SqlArrayValue(type, rows.stream().map(value).toArray());
    }

    /// Nested arrays of bytes must be typed as such for the driver.
    private static SqlArrayValue salts(List<Row> rows) {
        byte[][] salts = rows.stream().map(row -> row.entry().salt().bytes()).toArray(byte[][]::new);
        return new SqlArrayValue("bytea", (Object[]) salts);
    }
}
