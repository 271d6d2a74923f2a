package io.parley.audit.erasure;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/// What is left of erased events: that there was one, and why its body is gone.
@Service
public class ErasedEvents {

    private static final String SELECT = """
            SELECT t.entry_index, t.at, t.action, t.outcome, t.service, t.place, t.erased_at,
                   e.erasure_id, e.ground, e.requested_by, e.decided_by
            FROM event_erased AS t JOIN erasure AS e USING (erasure_id) WHERE\s""";

    private final JdbcClient jdbc;

    ErasedEvents(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Empty when the event at this place was not erased.
    public Optional<ErasedEvent> find(long index) {
        return jdbc.sql(SELECT + "t.entry_index = ?")
                .param(index)
                .query(ErasedEvents::erased)
                .optional();
    }

    /// Ascending by place in the log.
    public List<ErasedEvent> between(long afterIndex, long end, int limit) {
        return jdbc.sql(SELECT + "t.entry_index > ? AND t.entry_index < ? ORDER BY t.entry_index LIMIT ?")
                .params(afterIndex, end, limit)
                .query(ErasedEvents::erased)
                .list();
    }

    List<ErasedEvent> of(UUID erasure, long afterIndex, int limit) {
        return jdbc.sql(SELECT + "t.erasure_id = ? AND t.entry_index > ? ORDER BY t.entry_index LIMIT ?")
                .params(erasure, afterIndex, limit)
                .query(ErasedEvents::erased)
                .list();
    }

    private static ErasedEvent erased(ResultSet row, int number) throws SQLException {
        return new ErasedEvent(
                row.getLong("entry_index"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getString("action"),
                row.getString("outcome"),
                row.getString("service"),
                ErasedEvent.Place.of(row.getString("place")),
                row.getObject("erased_at", OffsetDateTime.class).toInstant(),
                row.getObject("erasure_id", UUID.class),
                row.getString("ground"),
                row.getObject("requested_by", UUID.class),
                row.getObject("decided_by", UUID.class));
    }
}
