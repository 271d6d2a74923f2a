package io.parley.message.file;

import io.parley.contracts.AuditAction;
import io.parley.platform.audit.AuditEvent;
import io.parley.platform.audit.AuditTrail;
import io.parley.platform.store.ObjectId;
import io.parley.platform.store.ObjectStore;
import io.parley.platform.store.StoreDownException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.stereotype.Component;

/// Destroys the files of messages that are destroyed, unless another message names them. Their objects are noted in the
/// same transaction and leave the store after it, however often a process or the store fails in between.
@Component
public class FilePurge {

    private static final Logger LOG = LoggerFactory.getLogger(FilePurge.class);
    private static final int RUN = 1_000;

    private static final String UNLINK = """
            DELETE FROM file_link l USING unnest(?, ?) AS k (conversation_id, seq), message m
            WHERE l.conversation_id = k.conversation_id AND l.seq = k.seq
                AND m.conversation_id = k.conversation_id AND m.seq = k.seq AND m.change = 'purged'
            RETURNING l.file_id
            """;
    /// A message that is about to name one of them waits, and finds it gone or keeps it.
    private static final String LOCK = "SELECT file_id FROM file WHERE file_id = ANY (?) ORDER BY file_id FOR UPDATE";
    private static final String NOTE = """
            INSERT INTO doomed_object (object_id)
            SELECT p.object_id FROM file f JOIN file_part p ON p.file_id = f.file_id WHERE %1$s
            UNION SELECT f.thumbnail_id FROM file f WHERE f.thumbnail_id IS NOT NULL AND %1$s
            ON CONFLICT DO NOTHING
            """;
    private static final String UNNAMED =
            "f.file_id = ANY (?) AND NOT EXISTS (SELECT FROM file_link l WHERE l.file_id = f.file_id)";

    private final JdbcClient jdbc;
    private final ObjectStore store;
    private final AuditTrail audit;

    FilePurge(JdbcClient jdbc, ObjectStore store, AuditTrail audit) {
        this.jdbc = jdbc;
        this.store = store;
        this.audit = audit;
    }

    /// Within the transaction of the messages, after their tombstones are set.
    public void forget(List<UUID> conversations, List<Long> seqs) {
        List<UUID> unlinked = jdbc.sql(UNLINK)
                .params(array("uuid", conversations), array("int8", seqs))
                .query(FilePurge::id)
                .list();
        if (!unlinked.isEmpty()) {
            SqlArrayValue files = array("uuid", unlinked);
            jdbc.sql(LOCK).param(files).query(FilePurge::id).list();
            jdbc.sql(NOTE.formatted(UNNAMED)).params(files, files).update();
            jdbc.sql("DELETE FROM file f WHERE " + UNNAMED + " RETURNING f.file_id")
                    .param(files)
                    .query(FilePurge::id)
                    .list()
                    .forEach(this::record);
        }
    }

    private void record(UUID file) {
        audit.record(AuditEvent.of(AuditAction.FILE_REMOVED)
                .by("service", "message-service")
                .on("file", file.toString())
                .detail("why", "retention"));
    }

    /// Outside of any transaction: what the store cannot delete now is tried again later.
    public void sweep() {
        try {
            List<UUID> run = doomed();
            while (!run.isEmpty()) {
                store.delete(run.stream().map(ObjectId::new).toList());
                jdbc.sql("DELETE FROM doomed_object WHERE object_id = ANY (?)")
                        .param(array("uuid", run))
                        .update();
                run = doomed();
            }
        } catch (StoreDownException down) {
            LOG.warn("Objects of destroyed files wait for the store: {}", down.getMessage());
        }
    }

    private List<UUID> doomed() {
        return jdbc.sql("SELECT object_id FROM doomed_object LIMIT ?")
                .param(RUN)
                .query(FilePurge::id)
                .list();
    }

    private static UUID id(ResultSet row, int number) throws SQLException {
        return row.getObject(1, UUID.class);
    }

    private static SqlArrayValue array(String type, Collection<?> values) {
        return new SqlArrayValue(type, values.toArray());
    }
}
