package io.parley.archive.export;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.parley.client.proof.GrowingTree;
import io.parley.contracts.ConversationId;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Base64;
import java.util.HexFormat;
import java.util.UUID;

/// The list of what is exported, in order. Each line is a leaf of the export's Merkle tree:
/// `conversation seq kind id acceptedAtMs sha256 commitment`. The last two are of the content as it was archived: its
/// SHA-256, and the commitment to it that the archive sealed when it came; `-` where there is none.
final class RecordList implements AutoCloseable {

    static final String FILE = "records.txt";
    private static final String NONE = "-";

    private final GrowingTree tree = new GrowingTree();
    private final OutputStream out;

    RecordList(OutputStream out) {
        this.out = new BufferedOutputStream(out);
    }

    void add(ConversationId conversation, Entry entry) throws IOException {
        switch (entry) {
            case Entry.Kept kept -> {
                Words words = kept.words();
                String hashes = (words == null ? NONE : words.sha256()) + " "
                        + HexFormat.of().formatHex(kept.commitment());
                line(conversation, entry, kept.record(), hashes);
            }
            case Entry.Recall recall -> line(conversation, entry, recall.message(), NONE + " " + NONE);
            case Entry.Entered entered -> {}
            case Entry.Left left -> {}
            case Entry.Receipt receipt -> {}
        }
    }

    private void line(ConversationId conversation, Entry entry, UUID id, String hashes) throws IOException {
        byte[] leaf = (conversation + " " + entry.seq() + " " + entry.kind() + " " + id + " "
                        + entry.at().toEpochMilli() + " " + hashes)
                .getBytes(US_ASCII);
        tree.append(leaf);
        out.write(leaf);
        out.write('\n');
    }

    long size() {
        return tree.size();
    }

    String root() {
        return Base64.getEncoder().encodeToString(tree.root());
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
