package io.parley.client.proof;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.List;

/// A C2SP signed note: a text that ends in a newline, an empty line, then lines `— name base64`. Lines of keys one does
/// not know say nothing and are passed over; a line of the known key that is not true makes the whole note worthless.
final class SignedNote {

    private static final String MARK = "— ";

    /// A verifier accepts 16 at least and may stop somewhere.
    private static final int MOST_SIGNATURES = 100;

    private SignedNote() {}

    /// The note's text, once it is signed by this key.
    static String open(String note, VerifierKey key) {
        String text = text(note);
        List<byte[]> own = signatures(note, key);
        if (own.isEmpty() || !own.stream().allMatch(signature -> key.signed(text.getBytes(UTF_8), signature))) {
            throw new ProofException("note: no valid signature by " + key.name());
        }
        return text;
    }

    /// What is signed, whoever did.
    static String text(String note) {
        int end = note.lastIndexOf("\n\n");
        if (end < 0 || !note.endsWith("\n") || note.chars().anyMatch(c -> c < ' ' && c != '\n')) {
            throw new ProofException("note: no signature block (expected: text, empty line, signatures)");
        }
        return note.substring(0, end + 1);
    }

    /// What is said in the name of this key, true or not.
    static List<byte[]> signatures(String note, VerifierKey key) {
        List<String> lines = note.substring(text(note).length() + 1).lines().toList();
        if (lines.size() > MOST_SIGNATURES) {
            throw new ProofException("note: " + lines.size() + " signatures (expected: up to " + MOST_SIGNATURES + ")");
        }
        return lines.stream()
                .filter(line -> line.startsWith(MARK + key.name() + " "))
                .map(line -> decoded(line.substring(line.lastIndexOf(' ') + 1)))
                .filter(key::named)
                .toList();
    }

    private static byte[] decoded(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new ProofException("note: a signature that is no base64");
        }
    }
}
