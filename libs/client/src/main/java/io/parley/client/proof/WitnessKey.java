package io.parley.client.proof;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/// The key of a witness that cosigns checkpoints (C2SP tlog-cosignature, Ed25519): a verifier key of type 0x04, and a
/// signature that says when.
public final class WitnessKey {

    private static final byte COSIGNATURE_V1 = 4;
    private static final int ID = 4;
    private static final int TIME = 8;
    private static final int SIGNATURE = 64;

    private final VerifierKey key;

    private WitnessKey(VerifierKey key) {
        this.key = key;
    }

    /// @throws IllegalArgumentException when it is no such key
    public static WitnessKey parse(String text) {
        return new WitnessKey(VerifierKey.parse(text, COSIGNATURE_V1));
    }

    public String name() {
        return key.name();
    }

    /// When the witness saw the checkpoint of this note; empty when it does not say so.
    ///
    /// @throws ProofException when it is said in its name and is not true
    public Optional<Instant> cosigned(String note) {
        String text = SignedNote.text(note);
        return SignedNote.signatures(note, key).stream()
                .map(bytes -> time(text, bytes))
                .max(Instant::compareTo);
    }

    private Instant time(String text, byte[] bytes) {
        long time =
                bytes.length == ID + TIME + SIGNATURE ? ByteBuffer.wrap(bytes).getLong(ID) : -1;
        byte[] message = ("cosignature/v1\ntime " + time + "\n" + text).getBytes(UTF_8);
        if (time < 0 || !key.verifies(message, Arrays.copyOfRange(bytes, ID + TIME, bytes.length))) {
            throw new ProofException("note: no valid cosignature by " + key.name());
        }
        return Instant.ofEpochSecond(time);
    }
}
