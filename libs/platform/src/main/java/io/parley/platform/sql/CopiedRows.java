package io.parley.platform.sql;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.core.Oid;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;

/// Rows of one batch for one table, sent as PostgreSQL's binary `COPY` (its documentation, "COPY", Binary Format): the
/// server reads values instead of parsing text, and fills pages instead of inserting row by row. The table takes all of
/// them or none, inside the caller's transaction. Of a row each value is given, in the order of the columns.
///
/// Nothing of a value is in an exception's text but what PostgreSQL itself says of a constraint.
public final class CopiedRows {

    private static final byte[] SIGNATURE = "PGCOPY\n\u00FF\r\n\0".getBytes(StandardCharsets.ISO_8859_1);
    private static final long EPOCH_SECOND =
            Instant.parse("2000-01-01T00:00:00Z").getEpochSecond();
    private static final int ABSENT = -1;
    private static final int ROW_BYTES = 512;

    private final String statement;
    private final short columns;
    private ByteBuffer bytes = ByteBuffer.allocate(64 * ROW_BYTES);
    private int given;

    private CopiedRows(String table, String... columns) {
        this.statement = "COPY " + table + " (" + String.join(", ", columns) + ") FROM STDIN (FORMAT binary)";
        this.columns = (short) columns.length;
        this.given = columns.length;
        bytes.put(SIGNATURE).putInt(0).putInt(0);
    }

    public static CopiedRows into(String table, String... columns) {
        return new CopiedRows(table, columns);
    }

    /// Begins the next row.
    public CopiedRows row() {
        isWhole();
        given = 0;
        room(Short.BYTES).putShort(columns);
        return this;
    }

    public CopiedRows uuid(UUID value) {
        head(2 * Long.BYTES).putLong(value.getMostSignificantBits()).putLong(value.getLeastSignificantBits());
        return this;
    }

    public CopiedRows bigint(long value) {
        head(Long.BYTES).putLong(value);
        return this;
    }

    public CopiedRows integer(int value) {
        head(Integer.BYTES).putInt(value);
        return this;
    }

    public CopiedRows bool(boolean value) {
        head(Byte.BYTES).put((byte) (value ? 1 : 0));
        return this;
    }

    /// To the nearest microsecond, as PostgreSQL keeps it.
    public CopiedRows timestamptz(Instant value) {
        long second = value.getEpochSecond() - EPOCH_SECOND;
        head(Long.BYTES).putLong(Math.addExact(Math.multiplyExact(second, 1_000_000L), (value.getNano() + 500) / 1000));
        return this;
    }

    public CopiedRows text(@Nullable String value) {
        return bytea(value == null ? null : value.getBytes(StandardCharsets.UTF_8));
    }

    public CopiedRows bytea(byte @Nullable [] value) {
        if (value == null) {
            head(ABSENT);
        } else {
            head(value.length).put(value);
        }
        return this;
    }

    public CopiedRows bigints(long[] values) {
        array(Oid.INT8, values.length, values.length * Long.BYTES);
        for (long value : values) {
            bytes.putInt(Long.BYTES).putLong(value);
        }
        return this;
    }

    /// Null when there are none: lists that may not be empty are absent instead.
    public CopiedRows textsOrNull(List<String> values) {
        if (values.isEmpty()) {
            return text(null);
        }
        List<byte[]> texts = values.stream()
                .map(value -> value.getBytes(StandardCharsets.UTF_8))
                .toList();
        array(
                Oid.TEXT,
                texts.size(),
                texts.stream().mapToInt(text -> text.length).sum());
        texts.forEach(text -> bytes.putInt(text.length).put(text));
        return this;
    }

    /// The head of an array, as `array_recv` reads it: dimensions, nulls, type, and when there are elements their
    /// number
    /// and the first one's index; and room for them.
    private void array(int type, int elements, int size) {
        int dimensions = elements == 0 ? 0 : 1;
        head((3 + 2 * dimensions + elements) * Integer.BYTES + size)
                .putInt(dimensions)
                .putInt(0)
                .putInt(type);
        if (dimensions == 1) {
            bytes.putInt(elements).putInt(1);
        }
    }

    public void send(JdbcTemplate jdbc) {
        isWhole();
        room(Short.BYTES).putShort((short) ABSENT);
        var rows = new ByteArrayInputStream(bytes.array(), 0, bytes.position());
        jdbc.execute((ConnectionCallback<Long>) connection -> {
            try {
                return connection.unwrap(PGConnection.class).getCopyAPI().copyIn(statement, rows);
            } catch (IOException e) {
                throw new UncheckedIOException("rows: reading from memory failed", e);
            }
        });
    }

    private void isWhole() {
        if (given != columns) {
            throw new IllegalStateException("row: " + given + " values (expected: " + columns + ")");
        }
    }

    /// The length of a value, and room for it.
    private ByteBuffer head(int length) {
        given++;
        return room(Integer.BYTES + Math.max(length, 0)).putInt(length);
    }

    private ByteBuffer room(int more) {
        if (bytes.remaining() < more) {
            int wanted = Math.addExact(bytes.position(), more);
            bytes = ByteBuffer.allocate((int) Math.min(Integer.MAX_VALUE - 8L, Math.max(wanted, 2L * bytes.capacity())))
                    .put(bytes.flip());
        }
        return bytes;
    }
}
