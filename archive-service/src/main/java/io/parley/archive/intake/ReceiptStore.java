package io.parley.archive.intake;

import io.parley.archive.gate.PartyBasis;
import io.parley.archive.seal.Link;
import io.parley.archive.seal.ReceiptEntry;
import io.parley.archive.seal.Seals;
import io.parley.contracts.ConversationId;
import io.parley.contracts.PersonId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.support.TransactionOperations;

/// Keeps marks that move, each chained to its person's mark before it, and a batch of them under a seal. Only ever
/// inserts.
@Repository
class ReceiptStore {

    /// Ascending, so that two instances never wait for each other in turn.
    private static final String LOCK = """
            SELECT pg_advisory_xact_lock(hashtextextended('receipts ' || c, 0))
            FROM (SELECT DISTINCT c FROM unnest(?::uuid[]) AS c ORDER BY c) AS conversations
            """;
    private static final String STANDS = """
            SELECT r.conversation_id, r.person_id, r.delivered_seq, r.read_seq, r.at,
                substring(s.leaves FROM r.leaf * 32 + 1 FOR 32)
            FROM (SELECT DISTINCT c, p FROM unnest(?, ?) AS t (c, p)) AS n
            CROSS JOIN LATERAL (SELECT * FROM receipt WHERE conversation_id = n.c AND person_id = n.p
                ORDER BY delivered_seq DESC, read_seq DESC LIMIT 1) AS r
            JOIN seal s USING (seal_id)
            """;
    private static final String RECEIPTS = """
            INSERT INTO receipt (conversation_id, person_id, delivered_seq, read_seq, at, previous, basis_set, seal_id, leaf)
            SELECT c, p, d, r, a, l, decode(b, 'hex'), ?, n - 1
            FROM unnest(?, ?, ?, ?, ?, ?, ?) WITH ORDINALITY AS t (c, p, d, r, a, l, b, n)
            """;
    private static final String LAST_NUMBERS = """
            SELECT n, coalesce((SELECT seq FROM disposition WHERE conversation_id = c AND accepted_at <= a
                ORDER BY seq DESC LIMIT 1), 0)
            FROM unnest(?, ?) WITH ORDINALITY AS t (c, a, n)
            """;

    private final JdbcTemplate jdbc;
    private final TransactionOperations transactions;
    private final ArchiveWriter writer;
    private final Seals seals;
    private final Clock clock;

    ReceiptStore(
            JdbcTemplate jdbc, TransactionOperations transactions, ArchiveWriter writer, Seals seals, Clock clock) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.writer = writer;
        this.seals = seals;
        this.clock = clock;
    }

    private record Moved(ReceiptMark mark, String basisSet, Link previous, Link link) {}

    private record Stand(ReceiptMark mark, Link link) {}

    /// @return how many moved and were kept: what was taken before is not taken again
    int keep(List<ReceiptIntake.Allowed> allowed) {
        Evidence evidence = evidence(allowed);
        Integer kept = transactions.execute(status -> {
            jdbc.query(
                    LOCK,
                    row -> {},
                    ids(allowed.stream().map(one -> one.mark().conversation().value())));
            List<Moved> moved = moved(allowed, evidence);
            if (!moved.isEmpty()) {
                writer.basisSets(evidence);
                insert(moved, seals.seal(moved.stream().map(Moved::link).toList(), clock.instant()));
            }
            return moved.size();
        });
        return Objects.requireNonNull(kept);
    }

    /// The last number that was accepted up to the time of each mark, as the other clock may have it.
    Map<ReceiptMark, Long> lastNumbers(List<ReceiptMark> marks, Duration clockSkew) {
        Map<ReceiptMark, Long> last = new HashMap<>();
        jdbc.query(
                LAST_NUMBERS,
                (ResultSet row) -> {
                    last.put(marks.get(row.getInt(1) - 1), row.getLong(2));
                },
                ids(marks.stream().map(mark -> mark.conversation().value())),
                array(
                        "timestamptz",
                        marks,
                        (ReceiptMark mark) -> mark.at().plus(clockSkew).toString()));
        return last;
    }

    private static Evidence evidence(List<ReceiptIntake.Allowed> allowed) {
        Map<List<PartyBasis>, String> named = new LinkedHashMap<>();
        allowed.forEach(one -> named.computeIfAbsent(one.parties(), Evidence::name));
        return new Evidence(named, Map.of());
    }

    private List<Moved> moved(List<ReceiptIntake.Allowed> allowed, Evidence evidence) {
        List<Stand> stands =
                stands(allowed.stream().map(ReceiptIntake.Allowed::mark).toList());
        var fold = new ReceiptFold(stands.stream().map(Stand::mark).toList());
        Map<ReceiptMark.Place, Link> heads = new HashMap<>();
        stands.forEach(stand -> heads.put(stand.mark().place(), stand.link()));
        List<Moved> moved = new ArrayList<>();
        for (ReceiptIntake.Allowed one : allowed) {
            ReceiptMark mark = fold.move(one.mark());
            if (mark != null) {
                String basis = Objects.requireNonNull(evidence.named().get(one.parties()));
                Link previous = heads.getOrDefault(mark.place(), Link.NONE);
                Link link = previous.then(new ReceiptEntry(
                        mark.conversation(), mark.person(), mark.delivered(), mark.read(), mark.at(), basis));
                heads.put(mark.place(), link);
                moved.add(new Moved(mark, basis, previous, link));
            }
        }
        return moved;
    }

    private List<Stand> stands(List<ReceiptMark> marks) {
        return jdbc.query(
                STANDS,
                (row, n) -> stand(row),
                ids(marks.stream().map(mark -> mark.conversation().value())),
                ids(marks.stream().map(mark -> mark.person().value())));
    }

    private static Stand stand(ResultSet row) throws SQLException {
        return new Stand(
                new ReceiptMark(
                        new ConversationId(row.getObject(1, UUID.class)),
                        new PersonId(row.getObject(2, UUID.class)),
                        row.getLong(3),
                        row.getLong(4),
                        row.getTimestamp(5).toInstant()),
                new Link(row.getBytes(6)));
    }

    private void insert(List<Moved> moved, long seal) {
        List<ReceiptMark> marks = moved.stream().map(Moved::mark).toList();
        jdbc.update(
                RECEIPTS,
                seal,
                ids(marks.stream().map(mark -> mark.conversation().value())),
                ids(marks.stream().map(mark -> mark.person().value())),
                array("bigint", marks, ReceiptMark::delivered),
                array("bigint", marks, ReceiptMark::read),
                times(marks),
                new SqlArrayValue("bytea", (Object[])
                        moved.stream().map(one -> one.previous().hash()).toArray(byte[][]::new)),
                array("text", moved, Moved::basisSet));
    }

    private static SqlArrayValue times(List<ReceiptMark> marks) {
        return array("timestamptz", marks, (ReceiptMark mark) -> mark.at().toString());
    }

    private static SqlArrayValue ids(Stream<UUID> ids) {
        return new SqlArrayValue("uuid", ids.toArray());
    }

    private static <T> SqlArrayValue array(String type, Collection<T> rows, Function<T, Object> column) {
        return new SqlArrayValue(type, rows.stream().map(column).toArray());
    }
}
