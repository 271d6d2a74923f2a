package io.parley.archive.reading;

import io.parley.archive.grant.GrantScope;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/// Reads what was done to conversations. Scope is part of the query.
@Repository
class HistoryShelf {

    private static final UUID SYSTEM = new UUID(0, 0);
    private static final String HAPPENINGS =
            "SELECT r.seq, r.accepted_at, r.kind, r.sender_id, r.subjects, r.detail FROM happening r WHERE ";

    private final NamedParameterJdbcTemplate jdbc;
    private final JsonMapper json;

    HistoryShelf(NamedParameterJdbcTemplate jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /// Without titles.
    List<HistoryItem> after(long seq, GrantScope scope, int limit) {
        Condition granted = Condition.ofHappenings(scope).beyond(seq);
        return jdbc.query(
                HAPPENINGS + granted.sql() + " ORDER BY r.seq LIMIT " + limit, granted.values(), (row, n) -> item(row));
    }

    private HistoryItem item(ResultSet row) throws SQLException {
        return new HistoryItem(
                row.getLong(1),
                row.getTimestamp(2).toInstant(),
                row.getString(3),
                person(row.getObject(4, UUID.class)),
                List.of((UUID[]) row.getArray(5).getArray()),
                json.readTree(row.getString(6)),
                null,
                null);
    }

    private static @Nullable UUID person(UUID id) {
        return id.equals(SYSTEM) ? null : id;
    }
}
