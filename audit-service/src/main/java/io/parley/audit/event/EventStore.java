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

    /// @param body of the event, written once for the commitment and the table
    record Row(Appended entry, RecordedEvent event, String body) {

        @Override
        public String toString() {
            return "Row[" + entry.index() + "]";
        }
    }

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
                        indexes(rows),
                        times(rows),
                        column(rows, event -> event.actor().id()),
                        column(rows, RecordedEvent::action),
                        column(rows, event -> event.object().type()),
                        column(rows, event -> event.object().id()),
                        column(rows, RecordedEvent::outcome),
                        column(rows, event -> event.caseRef().orElse(null)),
                        texts(rows, row -> people(row.event())),
                        salts(rows),
                        texts(rows, Row::body))
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
        String storable = text.indexOf('\0') < 0 ? text : text.replace('\0', '\uFFFD');
        return storable.length() <= INDEXED_CHARS || storable.codePointCount(0, storable.length()) <= INDEXED_CHARS
                ? storable
                : storable.substring(0, storable.offsetByCodePoints(0, INDEXED_CHARS));
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

    private static SqlArrayValue column(List<Row> rows, Function<RecordedEvent, @Nullable String> value) {
        return texts(rows, row -> {
            @Nullable String text = value.apply(row.event());
            return text == null ? null : indexed(text);
        });
    }

    /// Arrays of their own type leave as bytes; others would be written, and read again, as one long text.
    private static SqlArrayValue texts(List<Row> rows, Function<Row, @Nullable String> value) {
        return new SqlArrayValue("text", (Object[]) rows.stream().map(value).toArray(String[]::new));
    }

    private static SqlArrayValue indexes(List<Row> rows) {
        return new SqlArrayValue(
                "int8", (Object[]) rows.stream().map(row -> row.entry().index()).toArray(Long[]::new));
    }

    private static SqlArrayValue times(List<Row> rows) {
        return new SqlArrayValue(
                "timestamptz",
                rows.stream()
                        .map(row -> row.event().at().atOffset(ZoneOffset.UTC))
                        .toArray());
    }

    private static SqlArrayValue salts(List<Row> rows) {
        byte[][] salts = rows.stream().map(row -> row.entry().salt().bytes()).toArray(byte[][]::new);
        return new SqlArrayValue("bytea", (Object[]) salts);
    }
}
