package io.parley.archive.seal;

import io.parley.client.proof.RecordProof;
import java.util.Arrays;

/// A 32-byte hash that stands for a decision and, through its predecessor, for all earlier ones of its conversation.
public record Link(byte[] hash) {

    public static final int BYTES = 32;
    /// Stands before a conversation's first decision.
    public static final Link NONE = new Link(new byte[BYTES]);

    public Link {
        if (hash.length != BYTES) {
            throw new IllegalArgumentException("link: " + hash.length + " bytes (expected: " + BYTES + ")");
        }
    }

    public Link then(Entry entry) {
        return then(entry.text());
    }

    public Link then(String text) {
        return new Link(RecordProof.link(hash, text));
    }

    public Link then(ReceiptEntry entry) {
        return new Link(RecordProof.link(hash, entry.text()));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Link link && Arrays.equals(hash, link.hash);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(hash);
    }
}
