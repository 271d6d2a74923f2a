package io.parley.archive.export;

import io.parley.contracts.KeyId;
import io.parley.contracts.PersonId;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
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

    /// @param keys with the person whose each is
    void keys(Export build, Map<KeyId, PersonId> keys) {
        List<Map.Entry<KeyId, PersonId>> all = List.copyOf(keys.entrySet());
        for (int from = 0; from < all.size(); from += KEYS_AT_ONCE) {
            List<Map.Entry<KeyId, PersonId>> some = all.subList(from, Math.min(all.size(), from + KEYS_AT_ONCE));
            jdbc.update(
                    "INSERT INTO export_key (export_id, attempt, key_id, author_id) SELECT ?, ?, * FROM unnest(?, ?)",
                    build.id().value(),
                    build.attempt(),
                    uuids(some.stream().map(key -> key.getKey().value())),
                    uuids(some.stream().map(key -> key.getValue().value())));
        }
    }

    private static SqlArrayValue uuids(Stream<UUID> ids) {
        return new SqlArrayValue("uuid", ids.toArray());
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

    /// Whose words are in it.
    List<PersonId> authors(Export export) {
        return jdbc.query(
                "SELECT DISTINCT author_id FROM export_key WHERE export_id = ? AND attempt = ? AND author_id IS NOT NULL",
                (row, n) -> new PersonId(row.getObject(1, UUID.class)),
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
