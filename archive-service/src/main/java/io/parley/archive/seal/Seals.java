package io.parley.archive.seal;

import io.parley.client.proof.MerkleTree;
import io.parley.client.proof.RecordProof;
import io.parley.contracts.AuditAction;
import io.parley.platform.audit.AuditEvent;
import io.parley.platform.audit.AuditTrail;
import java.nio.ByteBuffer;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Puts the links of a batch under a Merkle root (RFC 9162 §2.1), and the root into the audit log.
@Repository
public class Seals {

    private static final String SEAL = """
            INSERT INTO seal (root, leaves, sealed_at, event_id) VALUES (?, ?, ?, ?) RETURNING seal_id
            """;

    private static final Base64.Encoder BASE64 = Base64.getEncoder();

    private final JdbcClient jdbc;
    private final SealedEntries entries;
    private final AuditTrail audit;

    Seals(JdbcClient jdbc, SealedEntries entries, AuditTrail audit) {
        this.jdbc = jdbc;
        this.entries = entries;
        this.audit = audit;
    }

    /// Inside the transaction that writes the decisions.
    ///
    /// @return the number of the seal, greater than that of any earlier seal of one of these conversations
    public long seal(List<Link> links, Instant at) {
        byte[] root = MerkleTree.root(
                links.stream().map(link -> MerkleTree.leafHash(link.hash())).toList());
        AuditEvent event = AuditEvent.of(AuditAction.ARCHIVE_SEALED)
                .by("service", "archive-service")
                .detail("root", HexFormat.of().formatHex(root))
                .detail("decisions", links.size());
        audit.record(event);
        return jdbc.sql(SEAL)
                .params(root, joined(links), Timestamp.from(at), event.id())
                .query(Long.class)
                .single();
    }

    /// The proof of a text whose link is a leaf of a seal.
    ///
    /// @param previous the link on which the text's own one stands
    public RecordProof proof(String text, Link previous, long seal, int leaf) {
        SealedEntries.Seal found = entries.seal(seal);
        return new RecordProof(
                text,
                BASE64.encodeToString(previous.hash()),
                leaf,
                found.leaves().size(),
                MerkleTree.path(leaf, found.leafHashes()).stream()
                        .map(BASE64::encodeToString)
                        .toList(),
                BASE64.encodeToString(found.root()),
                found.eventId().toString());
    }

    private static byte[] joined(List<Link> links) {
        ByteBuffer all = ByteBuffer.allocate(links.size() * Link.BYTES);
        links.forEach(link -> all.put(link.hash()));
        return all.array();
    }
}
