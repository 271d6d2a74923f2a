package io.parley.archive;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.contracts.Ids;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/// How long it takes to destroy an old month of 833,000 records (10 million a year) at once; nothing is asserted about
/// it. Each round is rolled back. Run alone on the machine:
/// `./mvnw -pl archive-service test -Dtest=RetentionMeasurement -Dparley.measure=retention`
@EnabledIfSystemProperty(named = "parley.measure", matches = "retention")
class RetentionMeasurement extends RunningArchive {

    private static final int RECORDS = 833_000;
    private static final int ROUNDS = 5;

    private static final String FILL = """
            INSERT INTO record (record_id, conversation_id, seq, message_id, sender_id, accepted_at, edit, content_type,
                key_id, sealed, tokens, basis_set, decided_at, complete_up_to, region, commitment)
            SELECT gen_random_uuid(), ('00000000-0000-7000-8000-' || lpad((n % 2000)::text, 12, '0'))::uuid, n / 2000 + 1,
                gen_random_uuid(), ('00000000-0000-7000-9000-' || lpad((n % 500)::text, 12, '0'))::uuid,
                timestamptz '2009-05-01 UTC' + n * interval '3 seconds', false, 'text', gen_random_uuid(),
                decode(repeat(md5(n::text), 12), 'hex'), ARRAY[n % 5000, n % 301, n % 17]::bigint[], sha256('x'),
                now(), now(), 'eu', sha256(n::text::bytea)
            FROM generate_series(1, ?) n
            """;
    private static final String HOLDS = """
            INSERT INTO legal_hold (hold_id, name, case_ref, scope_persons, scope_conversations, silent, ground, placed_by,
                                    placed_at)
            SELECT gen_random_uuid(), 'n', 'c', ARRAY[gen_random_uuid()], '{}', false, 'g', gen_random_uuid(), now()
            FROM generate_series(1, 20)
            """;

    @Test
    void destroysAMonth() throws SQLException {
        asOwner().execute("SELECT ensure_record_partition(timestamptz '2009-05-10 UTC')");
        asOwner().update(FILL, RECORDS);
        asOwner().execute("VACUUM ANALYZE record");
        for (int round = 0; round < ROUNDS; round++) {
            print("nothing held", false);
            print("20 people held", true);
        }
    }

    @SuppressWarnings("SystemOut")
    private void print(String what, boolean holds) throws SQLException {
        System.out.println(what + ": " + purge(holds).toMillis() + " ms");
    }

    private Duration purge(boolean holds) throws SQLException {
        try (Connection connection = database.asService().getConnection()) {
            connection.setAutoCommit(false);
            var jdbc = new JdbcTemplate(new SingleConnectionDataSource(connection, true));
            if (holds) {
                jdbc.update(HOLDS);
            }
            UUID sweep = Ids.next();
            jdbc.update("INSERT INTO retention_sweep VALUES (?, now())", sweep);
            UUID texts = policy(jdbc, "text");
            UUID files = policy(jdbc, "file");
            long start = System.nanoTime();
            Long gone = jdbc.queryForObject("""
                    SELECT sum(last_seq - first_seq + 1)
                    FROM purge_month(?, ARRAY[?, ?]::uuid[], (SELECT count(*) FROM retention_step), '2009-05-01 UTC')""", Long.class, sweep, texts, files);
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            assertThat(gone).isEqualTo(RECORDS);
            connection.rollback();
            return took;
        }
    }

    private static UUID policy(JdbcTemplate jdbc, String kind) {
        UUID policy = Ids.next();
        jdbc.update(
                "INSERT INTO retention_policy VALUES (?, 'n', 'delete-after', ?, 'P10Y', NULL, '{}', '{}', '{}', '{}', ?, now())",
                policy,
                kind,
                Ids.next());
        jdbc.update("INSERT INTO retention_step VALUES (?, 'approved', ?, now())", policy, Ids.next());
        return policy;
    }
}
