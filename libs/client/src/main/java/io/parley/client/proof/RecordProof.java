package io.parley.client.proof;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/// What the archive hands out to prove one record, without its content; byte strings in base64.
///
/// @param entry the decision in lines of text: form, conversation, sequence number, outcome, reason, time of acceptance
///     (ms since 1970), change, message, evidence, record, sender, commitment, region, content type
/// @param previous the link of the decision before this one in its conversation
/// @param size how many links the seal covers; this one is the leaf `index` among them (RFC 9162 §2.1)
/// @param eventId the event `archive.sealed` of the audit log that holds the root
public record RecordProof(
        String entry,
        String previous,
        long index,
        long size,
        List<String> inclusionProof,
        String root,
        String eventId) {

    private static final int OUTCOME = 3;
    private static final int COMMITMENT = 11;
    private static final int LINES = 14;

    /// SHA-256(previous link ‖ text of the entry): the link of this entry.
    public static byte[] link(byte[] previous, String entry) {
        MessageDigest digest = Hashes.sha256();
        digest.update(previous);
        return digest.digest(entry.getBytes(UTF_8));
    }

    /// SHA-256(salt ‖ content): what an entry says of its content.
    public static byte[] commitment(byte[] salt, byte[] content) {
        MessageDigest digest = Hashes.sha256();
        digest.update(salt);
        return digest.digest(content);
    }

    /// Throws [ProofException] unless the entry, and through its predecessor each earlier one, is under the root.
    ///
    /// @return the root, to be compared with the one in the audit event
    public String verify() {
        byte[] link = link(bytes(previous), entry);
        List<byte[]> path = inclusionProof.stream().map(RecordProof::bytes).toList();
        if (!MerkleTree.includes(index, size, Hashes.leaf(link), path, bytes(root))) {
            throw new ProofException("inclusion proof: does not lead to the seal's root");
        }
        return HexFormat.of().formatHex(bytes(root));
    }

    /// Throws [ProofException] unless this is the content that was archived.
    public void verifyContent(byte[] salt, byte[] content) {
        if (!line(COMMITMENT).equals(HexFormat.of().formatHex(commitment(salt, content)))) {
            throw new ProofException("content: not what the entry commits to");
        }
    }

    /// Whether it was `archived`, `withheld` or a matter of `membership`.
    public String outcome() {
        return line(OUTCOME);
    }

    private String line(int number) {
        String[] lines = entry.split("\n", LINES);
        if (lines.length != LINES) {
            throw new ProofException("entry: " + lines.length + " lines (expected: " + LINES + ")");
        }
        return lines[number];
    }

    private static byte[] bytes(String base64) {
        return Base64.getDecoder().decode(base64);
    }
}
