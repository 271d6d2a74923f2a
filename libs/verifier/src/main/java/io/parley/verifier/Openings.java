package io.parley.verifier;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// The events behind the commitments, as far as they are to be had: read beside the entries, in their order. An erased
/// event has none, and its entry stays provable all the same.
final class Openings {

    private final @Nullable BufferedReader lines;
    private final MessageDigest sha256;
    private @Nullable Opening next;
    private long checked;

    Openings(Optional<BufferedReader> lines) {
        this.lines = lines.orElse(null);
        this.sha256 = sha256();
        advance(-1);
    }

    /// @param salt base64
    /// @param body exactly the text that was committed to
    @JsonIgnoreProperties(ignoreUnknown = true)
    private record Opening(long index, String salt, String body) {}

    /// Entries must come in order.
    void check(long index, byte[] entry) {
        Opening opening = next;
        if (opening == null || opening.index() != index) {
            return;
        }
        sha256.update(decoded(opening));
        if (!MessageDigest.isEqual(sha256.digest(opening.body().getBytes(UTF_8)), entry)) {
            throw new Difference("entry " + index + ": not the commitment to its event");
        }
        checked++;
        advance(index);
    }

    long checked() {
        return checked;
    }

    private void advance(long index) {
        try {
            String line = lines == null ? null : lines.readLine();
            next = line == null ? null : JsonMapper.shared().readValue(line, Opening.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (JacksonException e) {
            throw new Difference("event behind entry " + index + ": malformed (expected: index, salt and body)");
        }
        Opening read = next;
        if (read != null && read.index() <= index) {
            throw new Difference("event of entry " + read.index() + ": out of order, behind that of " + index);
        }
    }

    private static byte[] decoded(Opening opening) {
        try {
            return Base64.getDecoder().decode(opening.salt());
        } catch (IllegalArgumentException e) {
            throw new Difference("event of entry " + opening.index() + ": its salt is no base64");
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256: absent (expected: in every Java platform)", e);
        }
    }
}
