package io.parley.archive.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.contracts.Ids;
import io.parley.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterTry;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.transaction.support.TransactionTemplate;

/// Batches are sealed and committed in any order, some never; two numberers look at any time, and begin anew at any
/// time. Numbers stay dense, never change, and leave nothing out.
class FeedNumberingPropertyIT {

    private static final int TALKS = 4;
    private static final int NUMBERERS = 2;
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final DataSource DATABASE = TestDatabase.migrated("archive").asService();

    private final JdbcClient jdbc = JdbcClient.create(DATABASE);
    private final FeedPages pages = new FeedPages(jdbc);
    private final TransactionTemplate transactions =
            new TransactionTemplate(new DataSourceTransactionManager(DATABASE));
    private final FeedNumbering[] numberers = new FeedNumbering[NUMBERERS];
    private final Map<Integer, Batch> open = new HashMap<>();
    private final UUID[] talks = new UUID[TALKS];
    private final long[] numbers = new long[TALKS];
    private List<String> seen = List.of();

    /// @param kind 0: begin a batch, 1: commit it, 2: roll it back, 3: number, 4: number after a restart
    record Step(int kind, int which, List<Boolean> archived) {}

    private record Batch(Connection connection, long lastNumber) {}

    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<Integer> kinds = Arbitraries.of(0, 0, 0, 1, 1, 2, 3, 3, 4);
        Arbitrary<List<Boolean>> archived =
                Arbitraries.of(true, true, false).list().ofMinSize(1).ofMaxSize(4);
        return Combinators.combine(kinds, Arbitraries.integers().between(0, TALKS - 1), archived)
                .as(Step::new)
                .list()
                .ofMinSize(5)
                .ofMaxSize(60);
    }

    @Property(tries = 60, shrinking = ShrinkingMode.BOUNDED)
    void numbersAreDenseAndForGood(@ForAll("steps") List<Step> steps) throws SQLException {
        begin();
        for (Step step : steps) {
            switch (step.kind()) {
                case 0 -> seal(step);
                case 1 -> end(step.which(), true);
                case 2 -> end(step.which(), false);
                case 3 -> number(numberers[step.which() % NUMBERERS]);
                default -> number(restarted(step.which() % NUMBERERS));
            }
        }
        for (int talk = 0; talk < TALKS; talk++) {
            end(talk, true);
        }
        // Transactions of other databases of this server, too, put numbering off until they have ended.
        await().atMost(SOON).untilAsserted(() -> {
            number(numberers[0]);
            assertThat(seen).containsExactlyInAnyOrderElementsOf(committed());
        });
    }

    private void begin() {
        for (int i = 0; i < TALKS; i++) {
            talks[i] = Ids.next();
            numbers[i] = 0;
        }
        for (int i = 0; i < NUMBERERS; i++) {
            restarted(i);
        }
        seen = numbered();
    }

    private FeedNumbering restarted(int which) {
        numberers[which] = new FeedNumbering(pages, transactions, new FeedProperties(Duration.ofMillis(100), 3, 1000));
        return numberers[which];
    }

    /// As intake does: something is written before the seal is, and a conversation has one batch at a time.
    private void seal(Step step) throws SQLException {
        if (open.containsKey(step.which())) {
            return;
        }
        Connection connection = DATABASE.getConnection();
        connection.setAutoCommit(false);
        var writing = new JdbcTemplate(new SingleConnectionDataSource(connection, true));
        writing.queryForObject("SELECT pg_current_xact_id()::text", String.class);
        Long seal = writing.queryForObject(
                "INSERT INTO seal (root, leaves, sealed_at, event_id) VALUES (sha256('r'), sha256('l'), now(), ?) RETURNING seal_id",
                Long.class,
                Ids.next());
        long number = numbers[step.which()];
        for (int leaf = 0; leaf < step.archived().size(); leaf++) {
            boolean kept = step.archived().get(leaf);
            writing.update(
                    "INSERT INTO disposition VALUES (?, ?, ?, ?, now(), now(), ?, ?)",
                    talks[step.which()],
                    ++number,
                    kept ? "archived" : "withheld",
                    kept ? null : "no-consent",
                    seal,
                    leaf);
        }
        open.put(step.which(), new Batch(connection, number));
    }

    private void end(int talk, boolean commit) throws SQLException {
        Batch batch = open.remove(talk);
        if (batch != null) {
            try (Connection connection = batch.connection()) {
                if (commit) {
                    connection.commit();
                    numbers[talk] = batch.lastNumber();
                } else {
                    connection.rollback();
                }
            }
        }
    }

    private void number(FeedNumbering numbering) {
        numbering.numberAll();
        List<String> now = numbered();
        assertThat(now.subList(0, Math.min(seen.size(), now.size()))).isEqualTo(seen);
        assertThat(now).doesNotHaveDuplicates();
        assertInOrderWithinEachTalk(now);
        seen = now;
    }

    private void assertInOrderWithinEachTalk(List<String> now) {
        for (UUID talk : talks) {
            assertThat(now.stream()
                            .filter(one -> one.startsWith(talk.toString()))
                            .map(one -> Long.parseLong(one.substring(one.indexOf('#') + 1))))
                    .isSorted();
        }
    }

    /// By number, from 1, which must be dense.
    private List<String> numbered() {
        List<String> found = new ArrayList<>();
        jdbc.sql("""
                SELECT p.first_seq + l.place - 1, d.conversation_id || '#' || d.seq
                FROM feed_page p CROSS JOIN LATERAL unnest(p.leaves) WITH ORDINALITY AS l (leaf, place)
                JOIN disposition d ON d.seal_id = p.seal_id AND d.leaf = l.leaf AND d.outcome = 'archived'
                ORDER BY 1""").query(row -> {
            found.add(row.getString(2));
            assertThat(row.getLong(1)).isEqualTo(found.size());
        });
        assertThat(pages.last()).isEqualTo(found.size());
        return found;
    }

    private List<String> committed() {
        return jdbc.sql("SELECT conversation_id || '#' || seq FROM disposition WHERE outcome = 'archived'")
                .query((row, n) -> row.getString(1))
                .list();
    }

    @AfterTry
    void endAll() throws SQLException {
        for (int talk = 0; talk < TALKS; talk++) {
            end(talk, false);
        }
    }
}
