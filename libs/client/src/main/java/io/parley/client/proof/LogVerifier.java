package io.parley.client.proof;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// Believes an audit log only as far as its proofs go. Every method throws [ProofException] when a proof does not hold.
public final class LogVerifier {

    private final VerifierKey key;

    /// @param key verifier key in signed-note form, obtained from somewhere one trusts
    public LogVerifier(String key) {
        this.key = VerifierKey.parse(key);
    }

    /// Reads a checkpoint after checking its signature and that its origin is the key's name.
    public Checkpoint open(String note) {
        Checkpoint checkpoint = Checkpoint.parse(SignedNote.open(note, key));
        if (!checkpoint.origin().equals(key.name())) {
            throw new ProofException("checkpoint origin: " + checkpoint.origin() + " (expected: " + key.name() + ")");
        }
        return checkpoint;
    }

    /// The event's body is what was committed to, and the commitment is in the log at the proof's index.
    public Checkpoint verify(EventProof proof) {
        byte[] entry = Base64.getDecoder().decode(proof.entry());
        if (!MessageDigest.isEqual(entry, commitment(proof))) {
            throw new ProofException("entry: not the commitment to this body");
        }
        Checkpoint checkpoint = open(proof.checkpoint());
        List<byte[]> path =
                proof.inclusionProof().stream().map(Base64.getDecoder()::decode).toList();
        if (!MerkleTree.includes(proof.index(), checkpoint.size(), Hashes.leaf(entry), path, checkpoint.root())) {
            throw new ProofException("inclusion proof: does not lead to the checkpoint's root");
        }
        return checkpoint;
    }

    /// The proof's checkpoint only appends to the older one; gives the newer.
    public Checkpoint verify(Checkpoint older, ConsistencyProof proof) {
        Checkpoint newer = open(proof.checkpoint());
        List<byte[]> path =
                proof.path().stream().map(Base64.getDecoder()::decode).toList();
        verifyConsistency(older, newer, path);
        return newer;
    }

    /// The newer checkpoint only appends to the older.
    void verifyConsistency(Checkpoint older, Checkpoint newer, List<byte[]> path) {
        if (!MerkleTree.extendsTree(older.size(), older.root(), newer.size(), newer.root(), path)) {
            throw new ProofException(
                    "consistency proof: sizes " + older.size() + " and " + newer.size() + " differ in the past");
        }
    }

    private static byte[] commitment(EventProof proof) {
        MessageDigest digest = Hashes.sha256();
        digest.update(Base64.getDecoder().decode(proof.salt()));
        JsonNode body = proof.body();
        return digest.digest(body.isString() ? body.asString().getBytes(UTF_8) : CanonicalJson.bytes(body));
    }
}
