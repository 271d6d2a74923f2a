package io.parley.audit.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/// What was recorded before events were kept by month is there afterwards, byte for byte.
class EventMigrationIT {

    private final TestDatabase database = TestDatabase.create("audit");
    private final JdbcClient owner = JdbcClient.create(database.asOwner());

    @Test
    void carriesEveryEventIntoItsMonth() {
        database.migrations().target("101").load().migrate();
        owner.sql("""
                        INSERT INTO log_entry SELECT i, gen_random_uuid(), sha256(i::text::bytea)
                        FROM generate_series(0, 399) AS i""").update();
        owner.sql("""
                        INSERT INTO event
                        SELECT i, entry_id, timestamptz '2025-11-15 00:00Z' + i * interval '1 day', 'a', 'person.created',
                               'person', 'p-' || i, 'success', NULL, sha256('s'), '{"n":' || i || '}'
                        FROM (SELECT entry_index AS i, entry_id FROM log_entry) AS e""").update();
        String before = digest();

        database.migrations().load().migrate();

        assertThat(digest()).isEqualTo(before);
        assertThat(count("SELECT count(*) FROM event_2025_12")).isEqualTo(31);
        assertThat(count("SELECT count(*) FROM event WHERE affected @> ARRAY['p-7']"))
                .isEqualTo(1);
        assertThat(count("SELECT count(*) FROM pg_inherits WHERE inhparent = 'event'::regclass"))
                .isGreaterThan(10);
    }

    /// Nobody reaches a month past the guards of the whole.
    @Test
    void theServiceReachesAMonthOnlyThroughTheGuardedTable() {
        database.migrations().load().migrate();
        owner.sql("SELECT ensure_event_partition('2026-03-01Z')").query(row -> {});

        assertThat(count("""
                        SELECT count(*) FROM information_schema.role_table_grants
                        WHERE grantee = 'parley_audit' AND table_name LIKE 'event\\_2%'""")).isZero();
        assertThat(count("""
                        SELECT count(*) FROM pg_trigger
                        WHERE tgrelid = 'event_2026_03'::regclass AND tgname = 'erase_only'""")).isEqualTo(1);
    }

    @Test
    void anEventNeedsItsEntry() {
        database.migrations().load().migrate();
        JdbcClient service = JdbcClient.create(database.asService());

        assertThatThrownBy(() -> service.sql("""
                                INSERT INTO event
                                SELECT i, now(), 'a', 'person.created', 'person', 'p', 'success', NULL, NULL, sha256('s'), '{}'
                                FROM generate_series(7, 9) AS i""").update()).hasMessageContaining("expected: an entry of the log at 7");
    }

    @Test
    void aClockFarFromTheTruthMakesNoTable() {
        database.migrations().load().migrate();
        owner.sql("SELECT ensure_event_partition('1970-01-01Z'), ensure_event_partition('2400-01-01Z')")
                .query(row -> {});

        assertThat(count("SELECT count(*) FROM pg_inherits WHERE inhparent = 'event'::regclass"))
                .isEqualTo(1);
    }

    private String digest() {
        return owner.sql("""
                        SELECT md5(string_agg(entry_index || at::text || object_id || salt::text || body, ',' ORDER BY entry_index))
                        FROM event""").query(String.class).single();
    }

    private long count(String sql) {
        return owner.sql(sql).query(Long.class).single();
    }
}
