package io.parley.message.sequence;

import java.util.Arrays;
import java.util.Collection;

/// The commands accepted here lately, at least the last 32,768. A repeat usually follows its first soon, so only for
/// these the database is asked beforehand what became of them; a later repeat is found out by the database when it is
/// written. Two generations of fingerprints, so that remembering makes no garbage that outlives a young collection: a
/// fingerprint that two commands share costs one question, never an answer.
final class RecentCommands {

    static final int GENERATION = 1 << 15;
    private static final int SLOTS = GENERATION * 2;

    private long[] young = new long[SLOTS];
    private long[] old = new long[SLOTS];
    private int remembered;

    synchronized boolean contains(CommandKey key) {
        long fingerprint = fingerprint(key);
        return young[slot(young, fingerprint)] == fingerprint || old[slot(old, fingerprint)] == fingerprint;
    }

    synchronized void add(Collection<CommandKey> accepted) {
        accepted.forEach(this::add);
    }

    private void add(CommandKey key) {
        if (remembered == GENERATION) {
            long[] forgotten = old;
            old = young;
            young = forgotten;
            Arrays.fill(young, 0);
            remembered = 0;
        }
        long fingerprint = fingerprint(key);
        int slot = slot(young, fingerprint);
        if (young[slot] == 0) {
            young[slot] = fingerprint;
            remembered++;
        }
    }

    /// Where the fingerprint is, or the free slot where it would be: half of the slots are always free.
    private static int slot(long[] generation, long fingerprint) {
        int slot = (int) fingerprint & SLOTS - 1;
        while (generation[slot] != 0 && generation[slot] != fingerprint) {
            slot = slot + 1 & SLOTS - 1;
        }
        return slot;
    }

    /// Never 0, which marks a free slot.
    private static long fingerprint(CommandKey key) {
        long mixed = mix(key.id().getMostSignificantBits());
        mixed = mix(mixed ^ key.id().getLeastSignificantBits());
        mixed = mix(mixed ^ key.conversationId().value().getMostSignificantBits());
        mixed = mix(mixed ^ key.conversationId().value().getLeastSignificantBits());
        return mixed == 0 ? 1 : mixed;
    }

    /// The finaliser of SplitMix64 (Steele, Lea, Flood 2014, figure 17).
    private static long mix(long value) {
        long mixed = value + 0x9E3779B97F4A7C15L;
        mixed = (mixed ^ mixed >>> 30) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94D049BB133111EBL;
        return mixed ^ mixed >>> 31;
    }
}
