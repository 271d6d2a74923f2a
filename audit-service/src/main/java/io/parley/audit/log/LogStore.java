package io.parley.audit.log;

import static io.parley.audit.log.TilePath.FULL_WIDTH;

import io.parley.platform.sql.CopiedRows;
import java.sql.Types;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.stereotype.Repository;

/// The tables of the log. All of them only grow: entries, tiles once they are full, checkpoints. What is partial is
/// derived from these, so nothing is ever written twice.
@Repository
class LogStore implements TileSource {

    /// Any number, the same for every instance: who holds this lock is the one writer.
    private static final long WRITER_LOCK = 0x5041_524C_4559_4C31L;

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;
    private final Clock clock;

    LogStore(JdbcClient jdbc, JdbcTemplate batches, Clock clock) {
        this.jdbc = jdbc;
        this.batches = batches;
        this.clock = clock;
    }

    /// Makes this transaction the one writer until it ends. The database ends it too when its client has gone silent,
    /// so that a stopped process does not keep the log from the others.
    void becomeWriter(Duration wait) {
        jdbc.sql(
                        "SELECT set_config('lock_timeout', :wait, true), set_config('idle_in_transaction_session_timeout', :silence, true)")
                .param("wait", wait.toMillis() + "ms")
                .param("silence", wait.multipliedBy(2).toMillis() + "ms")
                .query()
                .singleRow();
        jdbc.sql("SELECT pg_advisory_xact_lock(:lock)")
                .param("lock", WRITER_LOCK)
                .query()
                .singleRow();
    }

    Optional<SignedCheckpoint> latest() {
        return jdbc.sql("SELECT size, root, note FROM log_checkpoint ORDER BY size DESC LIMIT 1")
                .query((row, _) ->
                        new SignedCheckpoint(row.getLong("size"), Hash.of(row.getBytes("root")), row.getString("note")))
                .optional();
    }

    Optional<SignedCheckpoint> latestBefore(Instant time) {
        return jdbc.sql("SELECT size, root, note FROM log_checkpoint WHERE made_at < ? ORDER BY size DESC LIMIT 1")
                .param(time.atOffset(ZoneOffset.UTC))
                .query((row, _) ->
                        new SignedCheckpoint(row.getLong("size"), Hash.of(row.getBytes("root")), row.getString("note")))
                .optional();
    }

    /// Refused by the database when the tree has grown since `previous` was read: a log has no two futures.
    void publish(long size, Hash root, String note, Optional<Long> previous) {
        jdbc.sql(
                        "INSERT INTO log_checkpoint (size, previous_size, root, note, made_at) VALUES (:size, :previous, :root, :note, :at)")
                .param("size", size)
                .param("previous", previous.orElse(null), Types.BIGINT)
                .param("root", root.bytes())
                .param("note", note)
                .param("at", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }

    Set<EntryId> known(Collection<EntryId> ids) {
        return new HashSet<>(jdbc.sql("SELECT entry_id FROM log_entry WHERE entry_id = ANY (?)")
                .param(uuids(ids))
                .query((row, _) -> new EntryId(row.getObject(1, UUID.class)))
                .list());
    }

    void write(long firstIndex, List<EntryId> ids, List<Hash> commitments) {
        CopiedRows rows = CopiedRows.into("log_entry", "entry_index", "entry_id", "commitment");
        for (int i = 0; i < ids.size(); i++) {
            rows.row()
                    .bigint(firstIndex + i)
                    .uuid(ids.get(i).value())
                    .bytea(commitments.get(i).bytes());
        }
        rows.send(batches);
    }

    void write(RightEdge.FullTile tile) {
        jdbc.sql("INSERT INTO log_tile (level, number, root) VALUES (?, ?, ?)")
                .params(tile.level(), tile.number(), tile.root().bytes())
                .update();
    }

    RightEdge edge(long size) {
        return new RightEdge(
                size,
                IntStream.rangeClosed(0, TilePath.MAX_LEVEL)
                        .mapToObj(level -> prefix(level, RightEdge.number(size, level), RightEdge.width(size, level)))
                        .toList());
    }

    @Override
    public List<Hash> read(TilePath.Hashes tile) {
        return tile(tile)
                .orElseThrow(() -> new IllegalStateException("log.tile: " + tile.text() + " (expected: present)"));
    }

    /// Empty when the tree has not grown that far.
    Optional<List<Hash>> tile(TilePath.Hashes tile) {
        List<Hash> hashes = prefix(tile.level(), tile.number(), tile.width());
        return hashes.size() == tile.width() ? Optional.of(hashes) : Optional.empty();
    }

    /// Empty when the log has not grown that far.
    Optional<List<Hash>> entries(TilePath.Entries bundle) {
        List<Hash> commitments = commitments(bundle.number(), bundle.width());
        return commitments.size() == bundle.width() ? Optional.of(commitments) : Optional.empty();
    }

    Optional<Long> index(EntryId id) {
        return jdbc.sql("SELECT entry_index FROM log_entry WHERE entry_id = ?")
                .param(id.value())
                .query(Long.class)
                .optional();
    }

    Hash commitment(long index) {
        return jdbc.sql("SELECT commitment FROM log_entry WHERE entry_index = ?")
                .param(index)
                .query((row, _) -> Hash.of(row.getBytes(1)))
                .single();
    }

    private List<Hash> prefix(int level, long number, int width) {
        if (width == 0) {
            return List.of();
        }
        return level == 0
                ? commitments(number, width).stream().map(Hash::leaf).toList()
                : roots(level - 1, number, width);
    }

    private List<Hash> commitments(long tile, int width) {
        return run(
                "SELECT commitment FROM log_entry WHERE entry_index >= ? AND entry_index < ? ORDER BY entry_index",
                tile,
                width);
    }

    private List<Hash> roots(int level, long parent, int width) {
        return run(
                "SELECT root FROM log_tile WHERE level = " + level + " AND number >= ? AND number < ? ORDER BY number",
                parent,
                width);
    }

    private List<Hash> run(String sql, long tile, int width) {
        long first = tile * FULL_WIDTH;
        return jdbc.sql(sql)
                .params(first, first + width)
                .query((row, _) -> Hash.of(row.getBytes(1)))
                .list();
    }

    private static SqlArrayValue uuids(Collection<EntryId> ids) {
        return new SqlArrayValue("uuid", ids.stream().map(EntryId::value).toArray());
    }
}
