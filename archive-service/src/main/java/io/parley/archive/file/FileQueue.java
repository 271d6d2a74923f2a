package io.parley.archive.file;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.function.Function;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.stereotype.Repository;

/// Takes the files of archived versions down, to be copied soon.
@Repository
public class FileQueue {

    private static final String FILES = """
            INSERT INTO archived_file (record_id, file_id, number, conversation_id, seq, sender_id, accepted_at, key_id,
                region)
            SELECT * FROM unnest(?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;
    private static final String TASKS = """
            INSERT INTO file_task (record_id, file_id, kind, due_at) SELECT r, f, 'copy', ? FROM unnest(?, ?) AS t (r, f)
            """;

    private final JdbcTemplate jdbc;
    private final Clock clock;

    FileQueue(JdbcTemplate jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /// Inside the transaction that writes the versions: no version without its files, whatever happens next.
    public void add(List<NamedFile> files) {
        if (files.isEmpty()) {
            return;
        }
        jdbc.update(
                FILES,
                array("uuid", files, NamedFile::record),
                array("uuid", files, one -> one.file().value()),
                array("int", files, NamedFile::number),
                array("uuid", files, one -> one.conversation().value()),
                array("bigint", files, NamedFile::seq),
                array("uuid", files, one -> one.sender().value()),
                array("timestamptz", files, one -> one.acceptedAt().toString()),
                array("uuid", files, one -> one.key().value()),
                array("text", files, NamedFile::region));
        jdbc.update(
                TASKS,
                Timestamp.from(clock.instant()),
                array("uuid", files, NamedFile::record),
                array("uuid", files, one -> one.file().value()));
    }

    private static SqlArrayValue array(String type, List<NamedFile> files, Function<NamedFile, Object> column) {
        return new SqlArrayValue(type, files.stream().map(column).toArray());
    }
}
