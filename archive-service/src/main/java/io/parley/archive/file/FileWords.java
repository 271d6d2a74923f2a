package io.parley.archive.file;

import io.parley.archive.file.FileTasks.Task;
import io.parley.archive.search.Excerpt;
import io.parley.archive.search.Indexer;
import io.parley.archive.search.SearchTokens;
import io.parley.contracts.FileId;
import io.parley.contracts.KeyId;
import io.parley.platform.keys.DataKey;
import io.parley.platform.keys.DataKeys;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.stereotype.Repository;

/// The texts of files, and the keyed digests by which they are found. What digests propose is opened and looked at.
@Repository
class FileWords {

    private static final String TEXT = """
            INSERT INTO file_text (record_id, file_id, outcome, reason, truncated, read_at, sealed)
            VALUES (:record, :file, :outcome, :reason, :truncated, :at, :sealed)
            """;
    private static final String TOKENS = """
            INSERT INTO file_token (record_id, file_id, accepted_at, generation, tokens) VALUES (?, ?, ?, ?, ?)
            """;
    private static final String TEXTS = """
            SELECT w.record_id, w.file_id, w.accepted_at, f.key_id, f.region, t.sealed FROM file_token w
            JOIN archived_file f USING (record_id, file_id) JOIN file_text t USING (record_id, file_id)
            """;

    private final JdbcClient jdbc;
    private final SearchTokens tokens;
    private final FileTasks tasks;
    private final DataKeys keys;
    private final Clock clock;

    FileWords(JdbcClient jdbc, SearchTokens tokens, FileTasks tasks, DataKeys keys, Clock clock) {
        this.jdbc = jdbc;
        this.tokens = tokens;
        this.tasks = tasks;
        this.keys = keys;
        this.clock = clock;
    }

    private record SealedText(UUID record, FileId file, Instant acceptedAt, KeyId key, String region, byte[] text) {

        String open(DataKey with) {
            return FileText.open(new FileVault(with, record, file, region), text);
        }
    }

    void prepare(Instant month) {
        jdbc.sql("SELECT ensure_file_partition(?)").param(Timestamp.from(month)).query(row -> {});
    }

    /// In the caller's transaction.
    ///
    /// @throws io.parley.archive.search.IndexMovedOnException when it must be indexed under a newer key
    void searchable(Task task, Indexer indexer, byte[] sealed, boolean truncated, long[] words) {
        tokens.pinned(indexer);
        text(task, "searchable", null, truncated, sealed);
        jdbc.sql(TOKENS)
                .params(
                        task.file().record(),
                        task.file().file().value(),
                        Timestamp.from(task.file().acceptedAt()),
                        indexer.generation(),
                        bigints(words))
                .update();
        tasks.done(task);
    }

    /// In the caller's transaction.
    void notSearchable(Task task, String reason) {
        text(task, "not-searchable", reason, false, null);
        tasks.done(task);
    }

    private void text(Task task, String outcome, @Nullable String reason, boolean truncated, byte @Nullable [] sealed) {
        jdbc.sql(TEXT)
                .param("record", task.file().record())
                .param("file", task.file().file().value())
                .param("outcome", outcome)
                .param("reason", reason, Types.VARCHAR)
                .param("truncated", truncated)
                .param("at", Timestamp.from(clock.instant()))
                .param("sealed", sealed, Types.BINARY)
                .update();
    }

    /// The files of these versions that have the phrase. One text is in memory at a time.
    ///
    /// @param forms of the phrase under each index key in use
    Map<UUID, Map<UUID, Excerpt>> matching(Collection<UUID> records, List<long[]> forms, String phrase) {
        String words = String.join(" OR ", Collections.nCopies(forms.size(), "w.tokens @> ?"));
        JdbcClient.StatementSpec proposed = jdbc.sql(TEXTS + "WHERE w.record_id = ANY (?) AND (" + words + ")")
                .param(new SqlArrayValue("uuid", records.toArray()));
        for (long[] form : forms) {
            proposed = proposed.param(bigints(form));
        }
        Map<UUID, Map<UUID, Excerpt>> found = new HashMap<>();
        proposed.query(row -> {
            SealedText text = sealed(row);
            DataKey key = key(text);
            if (key != null) {
                Excerpt.of(text.open(key), phrase)
                        .ifPresent(excerpt -> found.computeIfAbsent(text.record(), _ -> new HashMap<>())
                                .put(text.file().value(), excerpt));
            }
        });
        return found;
    }

    /// Indexes some files anew that lie under an older key; in the caller's transaction.
    ///
    /// @return how many; zero: none is left
    int reindex(int most) {
        Indexer indexer = tokens.indexer();
        List<SealedText> stale = jdbc.sql(TEXTS + "WHERE w.generation < ? LIMIT ?")
                .params(indexer.generation(), most)
                .query((row, _) -> sealed(row))
                .list();
        for (SealedText text : stale) {
            DataKey key = key(text);
            long[] words = key == null ? new long[0] : indexer.apply(List.of(text.open(key)));
            jdbc.sql("SELECT reindex_file(?, ?, ?, ?, ?)")
                    .params(
                            text.record(),
                            text.file().value(),
                            Timestamp.from(text.acceptedAt()),
                            indexer.generation(),
                            bigints(words))
                    .query(row -> {});
        }
        return stale.size();
    }

    private @Nullable DataKey key(SealedText text) {
        return keys.lookup(List.of(text.key())).get(text.key());
    }

    private static SealedText sealed(ResultSet row) throws SQLException {
        return new SealedText(
                row.getObject("record_id", UUID.class),
                new FileId(row.getObject("file_id", UUID.class)),
                row.getTimestamp("accepted_at").toInstant(),
                new KeyId(row.getObject("key_id", UUID.class)),
                row.getString("region"),
                row.getBytes("sealed"));
    }

    private static SqlArrayValue bigints(long[] tokens) {
        return new SqlArrayValue("bigint", Arrays.stream(tokens).boxed().toArray());
    }
}
