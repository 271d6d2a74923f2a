package io.parley.platform.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.testing.TestDatabase;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.LongStream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class CopiedRowsIT {

    private static final TestDatabase DATABASE = TestDatabase.create("sample");

    private final DataSource source = DATABASE.asOwner();
    private final JdbcTemplate jdbc = new JdbcTemplate(source);

    @BeforeEach
    void anEmptyTable() {
        jdbc.execute("DROP TABLE IF EXISTS thing");
        jdbc.execute("""
                CREATE TABLE thing (id uuid PRIMARY KEY, big bigint, small int, yes boolean, at timestamptz, word text,
                    bytes bytea, many bigint[], words text[], kept text NOT NULL DEFAULT 'kept')""");
    }

    @Test
    void isWhatWasGiven() {
        UUID id = UUID.randomUUID();
        Instant at = Instant.parse("1999-12-31T23:59:59.123456Z");
        things().row()
                .uuid(id)
                .bigint(Long.MIN_VALUE)
                .integer(-7)
                .bool(true)
                .timestamptz(at)
                .text("存档 \uD83D\uDE00\n\\N")
                .bytea(new byte[] {0, -1, 92})
                .bigints(new long[] {Long.MAX_VALUE, 0, -1})
                .textsOrNull(List.of("", "NULL", "存 {\"档\"}"))
                .send(jdbc);

        Map<String, @Nullable Object> row = jdbc.queryForMap("SELECT * FROM thing");
        assertThat(row)
                .containsEntry("id", id)
                .containsEntry("big", Long.MIN_VALUE)
                .containsEntry("small", -7)
                .containsEntry("yes", true)
                .containsEntry("word", "存档 \uD83D\uDE00\n\\N")
                .containsEntry("bytes", new byte[] {0, -1, 92})
                .containsEntry("kept", "kept");
        assertThat(read("SELECT at FROM thing", OffsetDateTime.class).toInstant())
                .isEqualTo(at);
        assertThat(jdbc.queryForList("SELECT unnest(many) FROM thing", Long.class))
                .containsExactly(Long.MAX_VALUE, 0L, -1L);
        assertThat(jdbc.queryForList("SELECT unnest(words) FROM thing", String.class))
                .containsExactly("", "NULL", "存 {\"档\"}");
    }

    @Test
    void nothingIsNullOrEmptyAsGiven() {
        things().row()
                .uuid(UUID.randomUUID())
                .bigint(0)
                .integer(0)
                .bool(false)
                .timestamptz(Instant.EPOCH)
                .text(null)
                .bytea(null)
                .bigints(new long[0])
                .textsOrNull(List.of())
                .send(jdbc);

        assertThat(jdbc.queryForMap("SELECT word, bytes, words, yes, many = '{}' AS empty FROM thing"))
                .containsEntry("word", null)
                .containsEntry("bytes", null)
                .containsEntry("words", null)
                .containsEntry("yes", false)
                .containsEntry("empty", true);
    }

    /// As the driver does with a parameter.
    @ParameterizedTest
    @ValueSource(strings = {"2026-11-23T07:00:00.000000499Z", "2026-11-23T07:00:00.0000005Z", "1970-01-01T00:00:00Z"})
    void timesAreToTheNearestMicrosecond(String time) {
        Instant at = Instant.parse(time);
        numbered(things(), 1, at).send(jdbc);

        assertThat(jdbc.queryForObject("SELECT at = ? FROM thing", Boolean.class, Timestamp.from(at)))
                .isTrue();
    }

    @Test
    void manyRowsAndLongOnes() {
        CopiedRows rows = things();
        LongStream.range(0, 3000).forEach(number -> numbered(rows, number, Instant.EPOCH));
        rows.row()
                .uuid(UUID.randomUUID())
                .bigint(3000)
                .integer(0)
                .bool(false)
                .timestamptz(Instant.EPOCH)
                .text("x".repeat(5_000_000))
                .bytea(new byte[0])
                .bigints(LongStream.range(0, 100_000).toArray())
                .textsOrNull(List.of());
        rows.send(jdbc);

        assertThat(
                        jdbc.queryForMap(
                                "SELECT count(*), sum(big), max(length(word)) AS longest, max(cardinality(many)) AS most FROM thing"))
                .hasToString("{count=3001, sum=4501500, longest=5000000, most=100000}");
    }

    @Test
    void noneIsNone() {
        things().send(jdbc);

        assertThat(count()).isZero();
    }

    @Test
    void oneThatIsRefusedTakesAllWithIt() {
        UUID twice = UUID.randomUUID();
        CopiedRows rows = things();
        for (int i = 0; i < 2; i++) {
            rows.row()
                    .uuid(twice)
                    .bigint(i)
                    .integer(i)
                    .bool(true)
                    .timestamptz(Instant.EPOCH)
                    .text("secret")
                    .bytea(null)
                    .bigints(new long[0])
                    .textsOrNull(List.of());
        }

        assertThatThrownBy(() -> rows.send(jdbc))
                .isInstanceOf(DuplicateKeyException.class)
                .hasMessageNotContaining("secret");
        assertThat(count()).isZero();
    }

    @Test
    void belongsToTheTransaction() {
        new TransactionTemplate(new DataSourceTransactionManager(source)).executeWithoutResult(status -> {
            numbered(things(), 1, Instant.EPOCH).send(jdbc);
            assertThat(count()).isOne();
            status.setRollbackOnly();
        });

        assertThat(count()).isZero();
    }

    @Test
    void aRowLacksNothingAndHasNothingTooMuch() {
        assertThatThrownBy(() -> things().row().bigint(1).send(jdbc)).hasMessage("row: 1 values (expected: 9)");
        assertThatThrownBy(() -> numbered(things(), 1, Instant.EPOCH).bigint(1).row())
                .hasMessage("row: 10 values (expected: 9)");
    }

    private static CopiedRows things() {
        return CopiedRows.into("thing", "id", "big", "small", "yes", "at", "word", "bytes", "many", "words");
    }

    private static CopiedRows numbered(CopiedRows rows, long number, Instant at) {
        return rows.row()
                .uuid(UUID.randomUUID())
                .bigint(number)
                .integer((int) number)
                .bool(true)
                .timestamptz(at)
                .text("word " + number)
                .bytea(new byte[] {1})
                .bigints(new long[] {number})
                .textsOrNull(List.of());
    }

    private int count() {
        return read("SELECT count(*) FROM thing", Integer.class);
    }

    private <T> T read(String sql, Class<T> type) {
        return JdbcClient.create(source).sql(sql).query(type).single();
    }
}
