package io.parley.archive.intake;

import io.parley.archive.file.FileQueue;
import io.parley.archive.gate.PartyBasis;
import io.parley.archive.seal.Happening;
import io.parley.platform.sql.CopiedRows;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.stereotype.Repository;

/// Writes one judged batch with a handful of statements, inside the caller's transaction. Only ever inserts.
@Repository
class ArchiveWriter {

    private static final String BASES = """
            INSERT INTO basis_set_party (set_id, person_id, ground, notice_id, notice_version, answer_id)
            SELECT decode(s, 'hex'), p, g, n, v, a FROM unnest(?, ?, ?, ?, ?, ?) AS t (s, p, g, n, v, a)
            ON CONFLICT DO NOTHING
            """;
    private static final String RECALLS = """
            INSERT INTO recall (conversation_id, seq, message_id, accepted_at, basis_set)
            SELECT c, s, m, a, decode(b, 'hex') FROM unnest(?, ?, ?, ?, ?) AS t (c, s, m, a, b)
            """;
    private static final String HAPPENINGS = """
            INSERT INTO happening (conversation_id, seq, accepted_at, kind, sender_id, subjects, detail)
            SELECT c, s, a, k, f, p::uuid[], d FROM unnest(?, ?, ?, ?, ?, ?, ?) AS t (c, s, a, k, f, p, d)
            """;
    private static final String PARTITION = "SELECT ensure_record_partition(?)";

    private final JdbcTemplate jdbc;
    private final FileQueue files;
    private final Set<YearMonth> partitions = ConcurrentHashMap.newKeySet();

    ArchiveWriter(JdbcTemplate jdbc, FileQueue files) {
        this.jdbc = jdbc;
        this.files = files;
    }

    /// Makes the partitions that the batch needs; call it before the transaction, so that its lock is short.
    void prepare(List<ArchivedVersion> versions) {
        versions.stream()
                .map(version -> version.judged().fact().acceptedAt())
                .filter(at -> !partitions.contains(month(at)))
                .forEach(this::ensurePartition);
    }

    void ensurePartition(Instant at) {
        if (!partitions.contains(month(at))) {
            jdbc.query(PARTITION, rs -> {}, Timestamp.from(at));
            partitions.add(month(at));
        }
    }

    void write(ChainedBatch batch, long seal, Instant decidedAt, Instant completeUpTo) {
        dispositions(batch.judged(), seal, decidedAt);
        basisSets(batch.evidence());
        if (!batch.versions().isEmpty()) {
            records(batch.versions(), batch.evidence(), decidedAt, completeUpTo);
            files.add(batch.versions().stream().flatMap(ArchivedVersion::files).toList());
        }
        happenings(
                batch.judged().stream().filter(one -> one.happening() != null).toList());
        recalls(batch.judged().stream().filter(ArchiveWriter::keptRecall).toList(), batch.evidence());
    }

    private void dispositions(List<Judged> judged, long seal, Instant decidedAt) {
        CopiedRows rows = CopiedRows.into(
                "disposition",
                "conversation_id",
                "seq",
                "outcome",
                "reason",
                "accepted_at",
                "decided_at",
                "seal_id",
                "leaf");
        int leaf = 0;
        for (Judged one : judged) {
            Fact fact = one.fact();
            Verdict verdict = one.verdict();
            rows.row()
                    .uuid(fact.conversation().value())
                    .bigint(fact.seq())
                    .text(verdict.outcome())
                    .text(verdict.reason().isEmpty() ? null : verdict.reason())
                    .timestamptz(fact.acceptedAt())
                    .timestamptz(decidedAt)
                    .bigint(seal)
                    .integer(leaf++);
        }
        rows.send(jdbc);
    }

    /// In the order of their names, so that two instances that write the same evidence never wait for each other in
    /// turn.
    void basisSets(Evidence evidence) {
        List<NamedBasis> rows = evidence.named().entrySet().stream()
                .sorted(Map.Entry.comparingByValue())
                .flatMap(set -> set.getKey().stream().map(party -> new NamedBasis(set.getValue(), party)))
                .toList();
        if (!rows.isEmpty()) {
            jdbc.update(
                    BASES,
                    array("text", rows, NamedBasis::set),
                    array("uuid", rows, row -> row.party().person().value()),
                    array("text", rows, row -> row.party().ground().code()),
                    array("uuid", rows, row -> row.party().noticeId()),
                    array("int", rows, row -> row.party().noticeVersion()),
                    array("uuid", rows, row -> row.party().carrier()));
        }
    }

    private record NamedBasis(String set, PartyBasis party) {}

    private void records(List<ArchivedVersion> versions, Evidence evidence, Instant decidedAt, Instant upTo) {
        CopiedRows rows = CopiedRows.into(
                "record",
                "record_id",
                "conversation_id",
                "seq",
                "message_id",
                "sender_id",
                "accepted_at",
                "kind",
                "edit",
                "content_type",
                "key_id",
                "sealed",
                "commitment",
                "tokens",
                "basis_set",
                "decided_at",
                "complete_up_to",
                "region");
        for (ArchivedVersion version : versions) {
            Fact fact = version.fact();
            rows.row()
                    .uuid(version.recordId())
                    .uuid(fact.conversation().value())
                    .bigint(fact.seq())
                    .uuid(fact.message().value())
                    .uuid(fact.sender().value())
                    .timestamptz(fact.acceptedAt())
                    .text(version.kind())
                    .bool(version.edit())
                    .text(version.contentType())
                    .uuid(version.key().value())
                    .bytea(version.sealed())
                    .bytea(version.commitment())
                    .bigints(version.tokens())
                    .bytea(evidence.idOf(version.judged()))
                    .timestamptz(decidedAt)
                    .timestamptz(upTo)
                    .text(fact.region());
        }
        rows.send(jdbc);
    }

    private void recalls(List<Judged> recalled, Evidence evidence) {
        if (!recalled.isEmpty()) {
            jdbc.update(
                    RECALLS,
                    array("uuid", recalled, one -> one.fact().conversation().value()),
                    array("bigint", recalled, one -> one.fact().seq()),
                    array("uuid", recalled, one -> one.fact().message().value()),
                    times(recalled, one -> one.fact().acceptedAt()),
                    array("text", recalled, evidence::nameOf));
        }
    }

    private void happenings(List<Judged> judged) {
        List<Happening> what =
                judged.stream().map(Judged::happening).filter(Objects::nonNull).toList();
        if (!what.isEmpty()) {
            jdbc.update(
                    HAPPENINGS,
                    array("uuid", judged, one -> one.fact().conversation().value()),
                    array("bigint", judged, one -> one.fact().seq()),
                    times(judged, one -> one.fact().acceptedAt()),
                    array("text", what, Happening::kind),
                    array("uuid", what, Happening::actor),
                    array("text", what, one -> literal(one.subjects().stream())),
                    array("text", what, Happening::detail));
        }
    }

    private static boolean keptRecall(Judged one) {
        return one.verdict() instanceof Verdict.Keep && one.fact().change() instanceof Change.Recall;
    }

    private static <T> SqlArrayValue array(
            String type, Collection<T> rows, Function<T, ? extends @org.jspecify.annotations.Nullable Object> column) {
        return new SqlArrayValue(type, rows.stream().map(column).toArray());
    }

    private static <T> SqlArrayValue times(Collection<T> rows, Function<T, Instant> column) {
        return array("timestamptz", rows, row -> column.apply(row).toString());
    }

    private static String literal(Stream<?> elements) {
        return elements.map(Object::toString).collect(Collectors.joining(",", "{", "}"));
    }

    private static YearMonth month(Instant at) {
        return YearMonth.from(at.atZone(ZoneOffset.UTC));
    }
}
