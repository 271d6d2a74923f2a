package io.parley.archive.reading;

import io.parley.archive.party.Places;
import io.parley.contracts.ConversationId;
import io.parley.contracts.KeyId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.support.TransactionOperations;

/// Reads sealed records. Scope is part of every query that can lead to content.
@Repository
class RecordShelf {

    private static final String COLUMNS =
            "SELECT r.record_id, r.conversation_id, r.seq, r.message_id, r.sender_id, r.accepted_at, r.kind, r.edit, r.key_id, r.sealed, r.region, ";
    private static final String ORDER = " ORDER BY r.accepted_at, r.conversation_id, r.seq";
    private static final String MESSAGE_OF = "SELECT conversation_id, message_id FROM record WHERE record_id = :id";
    private static final String RECALLED =
            "SELECT conversation_id, message_id FROM recall WHERE message_id = ANY (:messages)";

    private static final int MOST_COUNTED = 10_000;
    private static final int LOOKED_THROUGH = 10_000;
    private static final int FEW_PLACES = 50;
    private static final int LOOKED_THROUGH_IN_PLACES = 2_000;

    /// Of each place so many, and of what matches only what is earlier than the end of each that goes on.
    private static final String IN_PLACES = """
            WITH near AS MATERIALIZED (SELECT r.* FROM unnest(:places) AS place (id) CROSS JOIN LATERAL
                (SELECT * FROM record r WHERE r.conversation_id = place.id AND %1$s
                 ORDER BY r.accepted_at, r.seq LIMIT %2$d) r),
            seen AS (SELECT coalesce(min(ended), 'infinity') AS before FROM
                (SELECT max(accepted_at) AS ended FROM near GROUP BY conversation_id HAVING count(*) = %2$d) goes_on)
            """;

    private final NamedParameterJdbcTemplate jdbc;
    private final TransactionOperations transactions;

    RecordShelf(NamedParameterJdbcTemplate jdbc, TransactionOperations transactions) {
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    /// The next versions, in the order of the archive. What is frequent is found by looking at those that follow, what
    /// is not is looked up by its words and conversations: which of the two it is, statistics cannot tell.
    List<StoredVersion> candidates(Condition asked, Places places, Position after, int limit) {
        Condition page = asked.copy().after(after);
        List<StoredVersion> near =
                places.conversations().length > FEW_PLACES ? following(page, limit) : followingIn(places, page, limit);
        return near.size() == limit ? near : lookedUp(page.indexed(places), limit);
    }

    private List<StoredVersion> following(Condition page, int limit) {
        return jdbc.query(
                COLUMNS + "true FROM (SELECT * FROM record r WHERE " + page.timeSql() + ORDER + " LIMIT "
                        + LOOKED_THROUGH + ") r WHERE " + page.sql() + ORDER + " LIMIT " + limit,
                page.values(),
                RecordShelf::version);
    }

    private List<StoredVersion> followingIn(Places places, Condition page, int limit) {
        var values = new MapSqlParameterSource(page.values())
                .addValue("places", new SqlArrayValue("uuid", (Object[]) places.conversations()));
        int each = LOOKED_THROUGH_IN_PLACES / Math.max(1, places.conversations().length);
        return jdbc.query(
                IN_PLACES.formatted(page.timeSql(), each) + COLUMNS + "true FROM near r, seen WHERE " + page.sql()
                        + " AND r.accepted_at < seen.before" + ORDER + " LIMIT " + limit,
                values,
                RecordShelf::version);
    }

    /// Planned for what is asked: a plan for any value takes the time for short, and reads the index of all of it.
    private List<StoredVersion> lookedUp(Condition page, int limit) {
        String sql = "WITH found AS MATERIALIZED (SELECT * FROM record r WHERE " + page.sql() + ") " + COLUMNS
                + "true FROM found r" + ORDER + " LIMIT " + limit;
        return transactions.execute(running -> {
            jdbc.getJdbcOperations().execute("SET LOCAL plan_cache_mode = force_custom_plan");
            return jdbc.query(sql, page.values(), RecordShelf::version);
        });
    }

    /// Versions that name a file with these words. The files are looked up first: there are far fewer of them.
    List<StoredVersion> fileCandidates(Condition narrowed, List<long[]> forms, Position after, int limit) {
        Condition page = narrowed.copy().after(after);
        var values = new MapSqlParameterSource(page.values());
        List<String> words = new ArrayList<>();
        for (long[] form : forms) {
            String name = "form" + words.size();
            values.addValue(
                    name,
                    new SqlArrayValue("bigint", Arrays.stream(form).boxed().toArray()));
            words.add("w.tokens @> :" + name);
        }
        String sql = "WITH w AS MATERIALIZED (SELECT DISTINCT w.record_id, w.accepted_at FROM file_token w WHERE "
                + String.join(" OR ", words) + ") " + COLUMNS
                + "true FROM w JOIN record r ON r.record_id = w.record_id AND r.accepted_at = w.accepted_at WHERE "
                + page.sql() + ORDER + " LIMIT " + limit;
        return jdbc.query(sql, values, RecordShelf::version);
    }

    /// All versions that the grant covers, each marked whether the search asks for it.
    List<StoredVersion> versions(Collection<UUID> messages, Condition granted, Condition asked) {
        Condition all = granted.copy().messages(messages);
        var values = new MapSqlParameterSource(all.values());
        asked.values().forEach((name, value) -> values.addValue("asked_" + name, value));
        String mark = asked.sql().replace(":v", ":asked_v");
        String sql = COLUMNS + "(" + mark + ") FROM record r WHERE " + all.sql() + ORDER;
        return jdbc.query(sql, values, RecordShelf::version);
    }

    List<StoredVersion> versions(Condition granted) {
        return jdbc.query(
                COLUMNS + "true FROM record r WHERE " + granted.sql() + ORDER, granted.values(), RecordShelf::version);
    }

    /// How many messages; null: more than is counted. A message has one post, so posts alone tell early that there are
    /// too many.
    @Nullable
    Long total(Condition narrowed, Places places) {
        Condition asked = narrowed.copy().in(places);
        String posts = "SELECT count(*) FROM (SELECT FROM record r WHERE NOT r.edit AND " + asked.sql() + " LIMIT "
                + (MOST_COUNTED + 1) + ") AS found";
        if (count(posts, asked) > MOST_COUNTED) {
            return null;
        }
        long found = count(
                "SELECT count(DISTINCT (r.conversation_id, r.message_id)) FROM record r WHERE " + asked.sql(), asked);
        return found > MOST_COUNTED ? null : found;
    }

    private long count(String sql, Condition asked) {
        return Objects.requireNonNull(jdbc.queryForObject(sql, asked.values(), Long.class));
    }

    Optional<MessageKey> messageOf(UUID recordId) {
        return jdbc.query(MESSAGE_OF, new MapSqlParameterSource("id", recordId), RecordShelf::messageKey).stream()
                .findFirst();
    }

    Set<MessageKey> recalled(Collection<UUID> messages) {
        var values = new MapSqlParameterSource("messages", new SqlArrayValue("uuid", messages.toArray()));
        return new HashSet<>(jdbc.query(RECALLED, values, RecordShelf::messageKey));
    }

    private static MessageKey messageKey(ResultSet rs, int row) throws SQLException {
        return new MessageKey(new ConversationId(rs.getObject(1, UUID.class)), rs.getObject(2, UUID.class));
    }

    private static StoredVersion version(ResultSet rs, int row) throws SQLException {
        return new StoredVersion(
                rs.getObject(1, UUID.class),
                new ConversationId(rs.getObject(2, UUID.class)),
                rs.getLong(3),
                rs.getObject(4, UUID.class),
                rs.getObject(5, UUID.class),
                rs.getTimestamp(6).toInstant(),
                rs.getString(7),
                rs.getBoolean(8),
                new KeyId(rs.getObject(9, UUID.class)),
                rs.getBytes(10),
                rs.getString(11),
                rs.getBoolean(12));
    }
}
