package io.parley.archive.export;

import io.parley.contracts.PersonId;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.stereotype.Repository;

/// Ciphertext of exports in pieces, and the keys of those whose words are in them. Each piece is durable when it is
/// written; no connection is held in between.
@Repository
class ExportChunks {

    private static final int PIECE = 1 << 20;
    private static final int KEYS_AT_ONCE = 1_000;

    private final JdbcTemplate jdbc;

    ExportChunks(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    OutputStream writing(Export build, String stream) {
        return new Pieces(build, stream);
    }

    InputStream reading(Export build, String stream) {
        return new ChunkedInput(number -> jdbc
                .query(
                        "SELECT sealed FROM export_chunk WHERE export_id = ? AND attempt = ? AND stream = ? AND number = ?",
                        (row, n) -> row.getBytes(1),
                        build.id().value(),
                        build.attempt(),
                        stream,
                        number)
                .stream()
                .findFirst());
    }

    void keys(Export build, Collection<UUID> keys) {
        List<UUID> all = List.copyOf(keys);
        for (int from = 0; from < all.size(); from += KEYS_AT_ONCE) {
            List<UUID> some = all.subList(from, Math.min(all.size(), from + KEYS_AT_ONCE));
            jdbc.update(
                    "INSERT INTO export_key (export_id, attempt, key_id) SELECT ?, ?, unnest(?)",
                    build.id().value(),
                    build.attempt(),
                    new SqlArrayValue("uuid", some.toArray()));
        }
    }

    /// Ascending.
    List<UUID> keysAfter(Export export, UUID after, int limit) {
        return jdbc.query(
                "SELECT key_id FROM export_key WHERE export_id = ? AND attempt = ? AND key_id > ? ORDER BY key_id LIMIT ?",
                (row, n) -> row.getObject(1, UUID.class),
                export.id().value(),
                export.attempt(),
                after,
                limit);
    }

    /// Who wrote what its keys opened. Within the export's time, so that months outside it are not read.
    List<PersonId> authors(Export export) {
        return jdbc.query(
                """
                SELECT DISTINCT r.sender_id FROM record AS r
                WHERE r.accepted_at >= ? AND r.accepted_at < ? AND r.key_id IN (
                    SELECT k.key_id FROM export_key AS k WHERE k.export_id = ? AND k.attempt = ?)""",
                (row, n) -> new PersonId(row.getObject(1, UUID.class)),
                export.scope().from().atOffset(ZoneOffset.UTC),
                export.scope().to().atOffset(ZoneOffset.UTC),
                export.id().value(),
                export.attempt());
    }

    /// Of exports that nobody can have any more.
    void dropEnded() {
        for (String table : List.of("export_chunk", "export_key")) {
            jdbc.update("DELETE FROM " + table + " WHERE export_id IN ("
                    + "SELECT export_id FROM archive_export WHERE state IN ('FAILED', 'REFUSED'))");
        }
    }

    /// What builds left behind that were not finished.
    void dropBefore(ExportId export, int attempt) {
        jdbc.update("DELETE FROM export_chunk WHERE export_id = ? AND attempt < ?", export.value(), attempt);
        jdbc.update("DELETE FROM export_key WHERE export_id = ? AND attempt < ?", export.value(), attempt);
    }

    void drop(Export build, String stream) {
        jdbc.update(
                "DELETE FROM export_chunk WHERE export_id = ? AND attempt = ? AND stream = ?",
                build.id().value(),
                build.attempt(),
                stream);
    }

    private final class Pieces extends OutputStream {

        private final Export build;
        private final String stream;
        private final byte[] piece = new byte[PIECE];
        private int length;
        private int number;

        Pieces(Export build, String stream) {
            this.build = build;
            this.stream = stream;
        }

        @Override
        public void write(int b) {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int count) {
            for (int done = 0; done < count; ) {
                int now = Math.min(count - done, PIECE - length);
                System.arraycopy(bytes, from + done, piece, length, now);
                length += now;
                done += now;
                if (length == PIECE) {
                    store();
                }
            }
        }

        @Override
        public void close() {
            if (length > 0) {
                store();
            }
        }

        private void store() {
            jdbc.update(
                    "INSERT INTO export_chunk (export_id, attempt, stream, number, sealed) VALUES (?, ?, ?, ?, ?)",
                    build.id().value(),
                    build.attempt(),
                    stream,
                    number++,
                    Arrays.copyOf(piece, length));
            length = 0;
        }
    }
}
