package io.parley.client.proof;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// Reads an export's list of records, each line a leaf of its Merkle tree, and counts what stands there.
/// A line is `conversation seq kind id acceptedAtMs sha256 commitment`.
final class RecordCount {

    private static final int LONGEST_LINE = 512;
    private static final Set<String> VERSIONS = Set.of("message", "edit");
    private static final Set<String> REACTIONS = Set.of("reaction", "reaction-removed");

    private final GrowingTree tree = new GrowingTree();
    private final Map<String, Counts> counts = new HashMap<>();
    private final byte[] line = new byte[LONGEST_LINE];
    private int length;

    private static final class Counts {
        long firstSeq;
        long lastSeq = -1;
        long versions;
        long erased;
        long recalls;
        long reactions;
        long titles;

        void take(long seq, String kind) {
            if (seq <= lastSeq) {
                throw new ProofException("records: seq " + seq + " (expected: above " + lastSeq + ")");
            }
            firstSeq = lastSeq < 0 ? seq : firstSeq;
            lastSeq = seq;
            if (VERSIONS.contains(kind)) {
                versions++;
            } else if (kind.equals("erased")) {
                erased++;
            } else if (kind.equals("recall")) {
                recalls++;
            } else if (REACTIONS.contains(kind)) {
                reactions++;
            } else if (kind.equals("title")) {
                titles++;
            } else {
                throw new ProofException("records: " + kind + " (expected: a kind that the manifest counts)");
            }
        }
    }

    void read(byte[] bytes, int count) {
        for (int i = 0; i < count; i++) {
            if (bytes[i] == '\n') {
                end();
            } else if (length == LONGEST_LINE) {
                throw new ProofException("records: a line beyond " + LONGEST_LINE + " bytes");
            } else {
                line[length++] = bytes[i];
            }
        }
    }

    void check(ExportManifest manifest) {
        require("records", length, 0);
        require("merkle.leaves", tree.size(), manifest.merkle().leaves());
        if (!Base64.getEncoder()
                .encodeToString(tree.root())
                .equals(manifest.merkle().root())) {
            throw new ProofException("merkle.root: not that of the listed records");
        }
        Set<String> named = new HashSet<>();
        manifest.conversations().forEach(conversation -> check(conversation, named));
        if (!named.containsAll(counts.keySet())) {
            throw new ProofException("records: of a conversation that the manifest does not name");
        }
    }

    private void check(ExportManifest.Conversation said, Set<String> named) {
        String name = said.conversationId();
        if (!named.add(name)) {
            throw new ProofException("conversation " + name + ": named twice");
        }
        Counts found = counts.getOrDefault(name, new Counts());
        require(name + " versions", found.versions, said.versions());
        require(name + " erased", found.erased, said.erased());
        require(name + " recalls", found.recalls, said.recalls());
        require(name + " reactions", found.reactions, said.reactions() == null ? 0 : said.reactions());
        require(name + " titles", found.titles, said.titles() == null ? 0 : said.titles());
        if (found.lastSeq >= 0 && (found.firstSeq < said.firstSeq() || found.lastSeq > said.lastSeq())) {
            throw new ProofException(name + ": a record beyond " + said.firstSeq() + ".." + said.lastSeq());
        }
    }

    private void end() {
        byte[] entry = Arrays.copyOf(line, length);
        length = 0;
        tree.append(entry);
        String[] fields = new String(entry, US_ASCII).split(" ", -1);
        if (fields.length != 7 || !fields[1].matches("\\d{1,18}")) {
            throw new ProofException("records: line " + tree.size() + " (expected: seven fields)");
        }
        counts.computeIfAbsent(fields[0], conversation -> new Counts()).take(Long.parseLong(fields[1]), fields[2]);
    }

    private static void require(String what, long found, long expected) {
        if (found != expected) {
            throw new ProofException(what + ": " + found + " (expected: " + expected + ")");
        }
    }
}
