package io.parley.archive.seal;

import io.parley.contracts.ConversationId;
import io.parley.contracts.PersonId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Reads marks of receipts together with the links under their seals.
@Repository
class SealedReceipts {

    private static final String OF_CONVERSATION = """
            SELECT r.person_id, r.delivered_seq, r.read_seq, r.at, encode(r.basis_set, 'hex'), r.previous,
                substring(s.leaves FROM r.leaf * 32 + 1 FOR 32), r.seal_id
            FROM receipt r JOIN seal s USING (seal_id)
            WHERE r.conversation_id = ? AND (r.person_id, r.delivered_seq, r.read_seq) > (?, ?, ?)
            ORDER BY r.person_id, r.delivered_seq, r.read_seq LIMIT ?
            """;
    private static final String PURGED = "SELECT EXISTS (SELECT FROM purge WHERE conversation_id = ? AND to_seq < 0)";
    private static final UUID FIRST = new UUID(0, 0);

    private final JdbcClient jdbc;

    SealedReceipts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// @param previous the link of the person's mark before it, as it rests
    /// @param link as it was sealed
    record Sealed(ReceiptEntry entry, Link previous, Link link, long seal) {}

    /// By person, each from the first mark to the last.
    List<Sealed> ofConversation(UUID conversation, @Nullable Sealed after, int limit) {
        return jdbc.sql(OF_CONVERSATION)
                .params(
                        conversation,
                        after == null ? FIRST : after.entry().person().value(),
                        after == null ? -1 : after.entry().delivered(),
                        after == null ? -1 : after.entry().read(),
                        limit)
                .query((row, n) -> sealed(conversation, row))
                .list();
    }

    boolean purged(UUID conversation) {
        return jdbc.sql(PURGED).param(conversation).query(Boolean.class).single();
    }

    private static Sealed sealed(UUID conversation, ResultSet row) throws SQLException {
        var entry = new ReceiptEntry(
                new ConversationId(conversation),
                new PersonId(row.getObject(1, UUID.class)),
                row.getLong(2),
                row.getLong(3),
                row.getTimestamp(4).toInstant(),
                row.getString(5));
        return new Sealed(entry, new Link(row.getBytes(6)), new Link(row.getBytes(7)), row.getLong(8));
    }
}
