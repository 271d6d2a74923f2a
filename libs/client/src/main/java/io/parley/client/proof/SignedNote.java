package io.parley.client.proof;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;

/// A C2SP signed note: a text that ends in a newline, an empty line, then lines `— name base64`.
final class SignedNote {

    private static final String MARK = "— ";

    private SignedNote() {}

    /// The note's text, once at least one of its signatures is this key's and true.
    static String open(String note, VerifierKey key) {
        int end = note.lastIndexOf("\n\n");
        if (end < 0) {
            throw new ProofException("note: no signature block (expected: text, empty line, signatures)");
        }
        String text = note.substring(0, end + 1);
        byte[] signed = text.getBytes(UTF_8);
        boolean valid = note.substring(end + 2).lines().anyMatch(line -> signedBy(line, signed, key));
        if (!valid) {
            throw new ProofException("note: no valid signature by " + key.name());
        }
        return text;
    }

    private static boolean signedBy(String line, byte[] text, VerifierKey key) {
        String prefix = MARK + key.name() + " ";
        return line.startsWith(prefix) && key.signed(text, Base64.getDecoder().decode(line.substring(prefix.length())));
    }
}
