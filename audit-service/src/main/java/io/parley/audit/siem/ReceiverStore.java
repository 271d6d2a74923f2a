package io.parley.audit.siem;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// How far each receiver is, and who may push to it. Leases run by the database's clock, the only one that all
/// instances share.
@Repository
class ReceiverStore {

    private static final String TAKE = """
            UPDATE siem_receiver SET
                holder = :holder,
                epoch = CASE WHEN holder = :holder THEN epoch ELSE epoch + 1 END,
                held_until = clock_timestamp() + :lease * interval '1 millisecond'
            WHERE name = :name AND (holder = :holder OR held_until IS NULL OR held_until < clock_timestamp())
            RETURNING epoch, position""";

    private static final String ADVANCE = """
            UPDATE siem_receiver SET
                position = :end, delivered_at = :now, failure = NULL, failures = 0,
                held_until = clock_timestamp() + :lease * interval '1 millisecond'
            WHERE name = :name AND holder = :holder AND epoch = :epoch AND position = :first""";

    private static final String FAIL = """
            UPDATE siem_receiver SET failed_at = :now, failure = :reason, failures = failures + 1
            WHERE name = :name AND holder = :holder AND epoch = :epoch""";

    private static final String LETGO =
            "UPDATE siem_receiver SET holder = NULL, held_until = NULL WHERE name = ? AND holder = ?";

    /// An event waits since the checkpoint that it came with.
    private static final String STATE = """
            SELECT r.name, r.kind, r.destination, r.position, r.delivered_at, r.failed_at, r.failure, r.failures,
                (SELECT c.made_at FROM log_checkpoint AS c WHERE c.size > r.position ORDER BY c.size LIMIT 1) AS since
            FROM siem_receiver AS r WHERE r.removed_at IS NULL ORDER BY r.name""";

    private final JdbcClient jdbc;
    private final Clock clock;

    ReceiverStore(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /// The right to push to a receiver.
    ///
    /// @param position index of the next event to push
    record Lease(String name, UUID holder, long epoch, long position) {
        Lease at(long next) {
            return new Lease(name, holder, epoch, next);
        }
    }

    /// @param since when the first event came into the log that the receiver has not got; absent: it has all
    record State(
            String name,
            String kind,
            String destination,
            long position,
            Optional<Instant> since,
            @Nullable Instant deliveredAt,
            @Nullable Instant failedAt,
            @Nullable String failure,
            int failures) {}

    /// Also renews what the holder has. Empty while another instance has it.
    Optional<Lease> take(String name, UUID holder, Duration lease) {
        return jdbc.sql(TAKE)
                .param("holder", holder)
                .param("lease", lease.toMillis())
                .param("name", name)
                .query((row, _) -> new Lease(name, holder, row.getLong("epoch"), row.getLong("position")))
                .optional();
    }

    /// @return false when the lease has gone to another instance, or another one has pushed meanwhile
    boolean advance(Lease held, long end, Duration lease) {
        return jdbc.sql(ADVANCE)
                        .param("end", end)
                        .param("now", now())
                        .param("lease", lease.toMillis())
                        .param("name", held.name())
                        .param("holder", held.holder())
                        .param("epoch", held.epoch())
                        .param("first", held.position())
                        .update()
                == 1;
    }

    void fail(Lease held, String reason) {
        jdbc.sql(FAIL)
                .param("now", now())
                .param("reason", reason)
                .param("name", held.name())
                .param("holder", held.holder())
                .param("epoch", held.epoch())
                .update();
    }

    void release(String name, UUID holder) {
        jdbc.sql(LETGO).params(name, holder).update();
    }

    List<State> all() {
        return jdbc.sql(STATE).query(ReceiverStore::state).list();
    }

    Optional<State> find(String name) {
        return all().stream().filter(state -> state.name().equals(name)).findFirst();
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private static State state(ResultSet row, int number) throws SQLException {
        return new State(
                row.getString("name"),
                row.getString("kind"),
                row.getString("destination"),
                row.getLong("position"),
                Optional.ofNullable(time(row, "since")),
                time(row, "delivered_at"),
                time(row, "failed_at"),
                row.getString("failure"),
                row.getInt("failures"));
    }

    private static @Nullable Instant time(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
