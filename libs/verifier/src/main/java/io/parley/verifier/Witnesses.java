package io.parley.verifier;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.parley.client.proof.Checkpoint;
import io.parley.client.proof.LogVerifier;
import io.parley.client.proof.WitnessKey;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The witnesses that somebody trusts, and how many of them must have seen what they are shown.
///
/// @param required at least one, at most all of them
record Witnesses(List<WitnessKey> keys, int required) {

    /// Where a log serves what its witnesses have seen. It is read before the newest checkpoint, which extends it.
    static final String CHECKPOINT = "witnessed/checkpoint";

    /// @param checkpoint what they saw
    /// @param by how many of them
    /// @param at the earliest of the times at which they did
    record Seen(Checkpoint checkpoint, int by, Instant at) {}

    /// @param required how many must have seen it; absent: all of them
    static Witnesses of(List<String> keys, Optional<String> required) {
        List<WitnessKey> parsed = keys.stream().map(Witnesses::key).distinct().toList();
        if (keys.stream().distinct().count() != keys.size()) {
            throw new WrongUsage("--witness: a key twice (expected: one key, one witness)");
        }
        String number = required.orElse(Integer.toString(keys.size()));
        if (!number.matches("[0-9]{1,3}")
                || Integer.parseInt(number) > keys.size()
                || Integer.parseInt(number) < Math.min(1, keys.size())) {
            throw new WrongUsage("--witnesses: " + number + " (expected: 1.." + keys.size() + ")");
        }
        return new Witnesses(parsed, Integer.parseInt(number));
    }

    /// Empty when nobody is trusted with this.
    Optional<Seen> see(LogSource source, LogVerifier log) throws IOException {
        if (keys.isEmpty()) {
            return Optional.empty();
        }
        byte[] note = source.read(CHECKPOINT).orElseThrow(() -> new Difference(CHECKPOINT + ": missing"));
        return Optional.of(seen(new String(note, UTF_8), log));
    }

    private Seen seen(String note, LogVerifier log) {
        Checkpoint checkpoint = log.open(note);
        List<Instant> times = keys.stream()
                .flatMap(key -> key.cosigned(note).stream())
                .sorted()
                .toList();
        if (times.size() < required) {
            throw new Difference(CHECKPOINT + ": cosigned by " + times.size() + " of " + keys.size()
                    + " witnesses (expected: at least " + required + ")");
        }
        return new Seen(checkpoint, times.size(), times.getFirst());
    }

    private static WitnessKey key(String text) {
        try {
            return WitnessKey.parse(text);
        } catch (IllegalArgumentException e) {
            throw new WrongUsage(String.valueOf(e.getMessage()));
        }
    }
}
