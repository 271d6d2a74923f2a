package io.parley.archive.reading;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/// One reaction to a message, or that it was taken back.
///
/// @param stands whether it was not taken back since, as far as is known within the grant
record Reaction(
        UUID recordId, long seq, UUID personId, String emoji, boolean removed, boolean stands, Instant acceptedAt) {

    static final String GIVEN = "reacted";
    static final String TAKEN_BACK = "unreacted";

    private record Sign(UUID person, String emoji) {}

    /// In order; a reaction stands when it is the last word of its person on this emoji.
    static List<Reaction> history(List<OpenVersion> versions) {
        List<Reaction> latestFirst = new ArrayList<>();
        Set<Sign> settled = new HashSet<>();
        for (OpenVersion version : versions.reversed()) {
            String emoji = version.json().path("emoji").asString("");
            boolean last = settled.add(new Sign(version.stored().sender(), emoji));
            latestFirst.add(of(version.stored(), emoji, last));
        }
        return List.copyOf(latestFirst.reversed());
    }

    private static Reaction of(StoredVersion stored, String emoji, boolean last) {
        boolean removed = stored.kind().equals(TAKEN_BACK);
        return new Reaction(
                stored.recordId(),
                stored.seq(),
                stored.sender(),
                emoji,
                removed,
                last && !removed,
                stored.acceptedAt());
    }

    @Override
    public String toString() {
        return "Reaction[" + recordId + "]";
    }
}
