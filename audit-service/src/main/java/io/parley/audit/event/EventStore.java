package io.parley.audit.event;

import io.parley.audit.log.Appended;
import io.parley.audit.log.EntryId;
import io.parley.contracts.AuditAction;
import io.parley.platform.sql.CopiedRows;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Bodies of events with their salts, and columns to find them by. Rows may be erased, never changed.
@Repository
class EventStore {

    /// Longer values stay whole in the body; the index holds their beginning.
    private static final int INDEXED_CHARS = 200;

    private static final String SELECT = "SELECT entry_index, case_ref, salt, body FROM event WHERE ";

    private static final String PARTITION = "SELECT ensure_event_partition(?)";

    private static final String CASES = """
            SELECT DISTINCT case_ref FROM event
            WHERE actor_id = ? AND action = ? AND outcome = 'success' AND case_ref IS NOT NULL""";

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;
    private final Set<YearMonth> months = ConcurrentHashMap.newKeySet();

    EventStore(JdbcClient jdbc, JdbcTemplate batches) {
        this.jdbc = jdbc;
        this.batches = batches;
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
        CopiedRows copied = CopiedRows.into(
                "event",
                "entry_index",
                "at",
                "actor_id",
                "action",
                "object_type",
                "object_id",
                "outcome",
                "case_ref",
                "affected",
                "salt",
                "body");
        for (Row row : rows) {
            RecordedEvent event = row.event();
            copied.row()
                    .bigint(row.entry().index())
                    .timestamptz(event.at())
                    .text(indexed(event.actor().id()))
                    .text(indexed(event.action()))
                    .text(indexed(event.object().type()))
                    .text(indexed(event.object().id()))
                    .text(indexed(event.outcome()))
                    .text(event.caseRef().map(EventStore::indexed).orElse(null))
                    .textsOrNull(
                            event.people().stream().map(EventStore::indexed).toList())
                    .bytea(row.entry().salt().bytes())
                    .text(row.body());
        }
        copied.send(batches);
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

    private static YearMonth month(Instant at) {
        return YearMonth.from(at.atOffset(ZoneOffset.UTC));
    }
}
