package io.parley.archive.seal;

import io.parley.client.proof.MerkleTree;
import io.parley.contracts.ConversationId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Reads decisions together with what the archive holds of them.
@Repository
class SealedEntries {

    private static final String ENTRIES = """
            SELECT d.conversation_id, d.seq, d.outcome, coalesce(d.reason, '') AS reason, d.accepted_at, d.seal_id, d.leaf,
                substring(s.leaves FROM d.leaf * 32 + 1 FOR 32) AS link,
                r.record_id, r.message_id, r.sender_id, r.kind, r.edit, r.commitment, r.region, r.content_type,
                encode(r.basis_set, 'hex') AS basis, c.message_id AS recalled, encode(c.basis_set, 'hex') AS recall_basis,
                h.kind AS happened, h.sender_id AS actor, h.subjects, h.detail,
                d.seq <= (SELECT to_seq FROM purge p WHERE p.conversation_id = d.conversation_id AND p.from_seq <= d.seq
                    ORDER BY p.from_seq DESC LIMIT 1) AS purged
            FROM disposition d JOIN seal s USING (seal_id)
            LEFT JOIN record r ON r.conversation_id = d.conversation_id AND r.seq = d.seq AND r.accepted_at = d.accepted_at
            LEFT JOIN recall c ON c.conversation_id = d.conversation_id AND c.seq = d.seq
            LEFT JOIN happening h ON h.conversation_id = d.conversation_id AND h.seq = d.seq
            """;
    private static final String OF_RECORD = ENTRIES + "WHERE r.record_id = ?";
    private static final String OF_CONVERSATION =
            ENTRIES + "WHERE d.conversation_id = ? AND (d.seal_id, d.leaf) > (?, ?) ORDER BY d.seal_id, d.leaf LIMIT ?";
    private static final String BEFORE = ENTRIES
            + "WHERE d.conversation_id = ? AND (d.seal_id, d.leaf) < (?, ?) ORDER BY d.seal_id DESC, d.leaf DESC LIMIT 1";
    private static final String SEAL = "SELECT root, leaves, event_id FROM seal WHERE seal_id = ?";
    private static final String HEAD = "SELECT head FROM conversation WHERE conversation_id = ?";

    private final JdbcClient jdbc;

    SealedEntries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// @param leaves the links under the root, in order
    record Seal(byte[] root, List<Link> leaves, UUID eventId) {

        List<byte[]> leafHashes() {
            return leaves.stream().map(link -> MerkleTree.leafHash(link.hash())).toList();
        }
    }

    Optional<SealedEntry> ofRecord(UUID recordId) {
        return jdbc.sql(OF_RECORD).param(recordId).query(SealedEntries::entry).optional();
    }

    /// In the order in which they were chained.
    List<SealedEntry> ofConversation(UUID conversation, @Nullable SealedEntry after, int limit) {
        return jdbc.sql(OF_CONVERSATION)
                .params(conversation, after == null ? -1 : after.seal(), after == null ? -1 : after.leaf(), limit)
                .query(SealedEntries::entry)
                .list();
    }

    /// The link before this one.
    Link before(SealedEntry entry) {
        return jdbc.sql(BEFORE)
                .params(entry.conversation(), entry.seal(), entry.leaf())
                .query(SealedEntries::entry)
                .optional()
                .map(SealedEntry::link)
                .orElse(Link.NONE);
    }

    Seal seal(long id) {
        return jdbc.sql(SEAL)
                .param(id)
                .query((rs, n) -> new Seal(rs.getBytes(1), links(rs.getBytes(2)), rs.getObject(3, UUID.class)))
                .single();
    }

    /// Empty when the archive knows nothing of the conversation.
    Optional<Link> head(UUID conversation) {
        return jdbc.sql(HEAD)
                .param(conversation)
                .query((rs, n) -> new Link(rs.getBytes(1)))
                .optional();
    }

    private static List<Link> links(byte[] joined) {
        List<Link> links = new ArrayList<>();
        for (int at = 0; at < joined.length; at += Link.BYTES) {
            links.add(new Link(Arrays.copyOfRange(joined, at, at + Link.BYTES)));
        }
        return links;
    }

    private static SealedEntry entry(ResultSet rs, int row) throws SQLException {
        Entry entry = new Entry(
                new ConversationId(rs.getObject("conversation_id", UUID.class)),
                rs.getLong("seq"),
                rs.getString("outcome"),
                rs.getString("reason"),
                rs.getTimestamp("accepted_at").toInstant(),
                kept(rs),
                happening(rs));
        return new SealedEntry(
                entry,
                new Link(rs.getBytes("link")),
                rs.getLong("seal_id"),
                rs.getInt("leaf"),
                rs.getBoolean("purged"));
    }

    private static String change(ResultSet rs) throws SQLException {
        String kind = rs.getString("kind");
        return kind.equals("content") ? rs.getBoolean("edit") ? "edited" : "posted" : kind;
    }

    private static @Nullable Happening happening(ResultSet rs) throws SQLException {
        String kind = rs.getString("happened");
        return kind == null
                ? null
                : new Happening(
                        kind,
                        rs.getObject("actor", UUID.class),
                        List.of((UUID[]) rs.getArray("subjects").getArray()),
                        rs.getString("detail"));
    }

    private static Entry.@Nullable Kept kept(ResultSet rs) throws SQLException {
        if (rs.getObject("record_id") != null) {
            return new Entry.Version(
                    rs.getObject("message_id", UUID.class),
                    rs.getString("basis"),
                    rs.getObject("record_id", UUID.class),
                    rs.getObject("sender_id", UUID.class),
                    change(rs),
                    rs.getBytes("commitment"),
                    rs.getString("region"),
                    rs.getString("content_type"));
        }
        return rs.getObject("recalled") == null
                ? null
                : new Entry.Recall(rs.getObject("recalled", UUID.class), rs.getString("recall_basis"));
    }
}
