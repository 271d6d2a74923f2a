package io.parley.archive.state;

import io.parley.archive.gate.BasisChange;
import io.parley.archive.gate.BasisView;
import io.parley.contracts.ConversationId;
import io.parley.contracts.PersonId;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.stereotype.Repository;

/// The stored states, and which of them must be judged again.
///
/// A state is due at a position of the basis topic: only an instance whose view has come that far may judge it, so that
/// of two instances the one that is behind never undoes what the other has published.
@Repository
public class ConversationStates {

    private static final String PARTIES_CHANGED = """
            INSERT INTO conversation_state (conversation_id, state, why, version, changed_at, basis_offset, due_offset)
            SELECT id, 'PENDING', 'not-judged-yet', 0, ?, -1, ? FROM unnest(?) AS id ORDER BY id
            ON CONFLICT (conversation_id) DO UPDATE
            SET due_offset = greatest(conversation_state.due_offset, conversation_state.basis_offset, excluded.due_offset)
            """;
    private static final String BASES_CHANGED = """
            UPDATE conversation_state s SET due_offset = greatest(s.due_offset, d.due) FROM (
                SELECT p.conversation_id, max(c.at) AS due FROM unnest(?, ?) AS c (person, at)
                JOIN party p ON p.person_id = c.person AND p.to_seq IS NULL GROUP BY 1) d
            WHERE s.conversation_id = d.conversation_id AND s.basis_offset < d.due
            """;
    private static final String NEXT_DUE = """
            SELECT conversation_id, state, why, version FROM conversation_state
            WHERE due_offset <= ? ORDER BY due_offset LIMIT 1 FOR UPDATE SKIP LOCKED
            """;
    private static final String SETTLE = """
            UPDATE conversation_state SET state = ?, why = ?, version = ?, changed_at = CASE WHEN version = ? THEN changed_at ELSE ? END,
                basis_offset = ?, due_offset = NULL WHERE conversation_id = ?
            """;

    private final JdbcTemplate jdbc;
    private final BasisView bases;
    private final Clock clock;

    ConversationStates(JdbcTemplate jdbc, BasisView bases, Clock clock) {
        this.jdbc = jdbc;
        this.bases = bases;
        this.clock = clock;
    }

    /// Inside the transaction that changed the parties.
    public void partiesChanged(Collection<ConversationId> conversations) {
        if (!conversations.isEmpty()) {
            Object[] ids = conversations.stream().map(ConversationId::value).toArray();
            jdbc.update(
                    PARTIES_CHANGED, Timestamp.from(clock.instant()), bases.offset(), new SqlArrayValue("uuid", ids));
        }
    }

    void basesChanged(List<BasisChange> changes) {
        Map<PersonId, Long> latest =
                changes.stream().collect(Collectors.toMap(BasisChange::person, BasisChange::offset, Math::max));
        jdbc.update(
                BASES_CHANGED,
                new SqlArrayValue(
                        "uuid", latest.keySet().stream().map(PersonId::value).toArray()),
                new SqlArrayValue("bigint", latest.values().toArray()));
    }

    /// Locks one state that is due for a view of this position; others skip it until the transaction ends.
    Optional<ConversationState> nextDue(long basisOffset) {
        return jdbc
                .query(
                        NEXT_DUE,
                        (rs, n) -> new ConversationState(
                                new ConversationId(rs.getObject(1, UUID.class)),
                                new Outlook(ArchiveStanding.valueOf(rs.getString(2)), rs.getString(3)),
                                rs.getLong(4)),
                        basisOffset)
                .stream()
                .findFirst();
    }

    void settle(ConversationState state, Instant at, long basisOffset) {
        jdbc.update(
                SETTLE,
                state.outlook().standing().name(),
                state.outlook().why(),
                state.version(),
                state.version(),
                Timestamp.from(at),
                basisOffset,
                state.conversation().value());
    }
}
