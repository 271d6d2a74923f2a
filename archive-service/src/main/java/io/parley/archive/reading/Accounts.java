package io.parley.archive.reading;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// What the archive can say of itself without any content.
@Repository
class Accounts {

    private static final String RECORD = """
            SELECT basis_set, decided_at, complete_up_to FROM record WHERE record_id = ?
            """;
    private static final String PARTIES = """
            SELECT person_id, ground, notice_id, notice_version, answer_id FROM basis_set_party
            WHERE set_id = ? ORDER BY person_id
            """;
    private static final String TOTALS = """
            SELECT max(seq), count(*), count(*) FILTER (WHERE outcome <> 'withheld') FROM disposition
            WHERE conversation_id = ? AND seq > 0
            """;
    private static final String WITHHELD = """
            SELECT reason, count(*) FROM disposition
            WHERE conversation_id = ? AND seq > 0 AND outcome = 'withheld' GROUP BY reason ORDER BY reason
            """;
    /// Of the numbers, which begin at 1: the title with which a conversation was opened stands before.
    private static final String PURGED = """
            SELECT reason, sum(to_seq - greatest(from_seq, 1) + 1) FROM purge
            WHERE conversation_id = ? AND to_seq > 0 GROUP BY reason ORDER BY reason
            """;
    private static final String KNOWN = "SELECT EXISTS (SELECT FROM disposition WHERE conversation_id = ?)";

    private final JdbcClient jdbc;

    Accounts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<RecordBasis> basis(UUID recordId) {
        return jdbc.sql(RECORD)
                .param(recordId)
                .query((rs, n) -> new RecordBasis(
                        recordId,
                        parties(rs.getBytes(1)),
                        rs.getTimestamp(2).toInstant(),
                        rs.getTimestamp(3).toInstant()))
                .optional();
    }

    Optional<Coverage> coverage(UUID conversation) {
        return isKnown(conversation)
                ? Optional.of(jdbc.sql(TOTALS)
                        .param(conversation)
                        .query((rs, n) -> coverage(conversation, rs.getLong(1), rs.getLong(2), rs.getLong(3)))
                        .single())
                : Optional.empty();
    }

    /// Numbers begin at 1, so a first one that never came is missing as well.
    private Coverage coverage(UUID conversation, long last, long seen, long archived) {
        return new Coverage(
                last == 0 ? 0 : 1, last, archived, withheld(conversation), purged(conversation), last - seen, null);
    }

    private List<Coverage.NotArchived> withheld(UUID conversation) {
        return jdbc.sql(WITHHELD)
                .param(conversation)
                .query((rs, n) -> new Coverage.NotArchived(rs.getString(1), rs.getLong(2)))
                .list();
    }

    private List<Coverage.Purged> purged(UUID conversation) {
        return jdbc.sql(PURGED)
                .param(conversation)
                .query((rs, n) -> new Coverage.Purged(rs.getString(1), rs.getLong(2)))
                .list();
    }

    private boolean isKnown(UUID conversation) {
        return jdbc.sql(KNOWN).param(conversation).query(Boolean.class).single();
    }

    private List<RecordBasis.Party> parties(byte[] set) {
        return jdbc.sql(PARTIES)
                .param(set)
                .query((rs, n) -> RecordBasis.Party.of(
                        rs.getObject(1, UUID.class),
                        rs.getString(2),
                        rs.getObject(3, UUID.class),
                        rs.getInt(4),
                        rs.getObject(5, UUID.class)))
                .list();
    }
}
