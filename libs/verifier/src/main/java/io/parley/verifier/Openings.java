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
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The events behind the commitments, as far as they are to be had: read beside the entries, in their order. An erased
/// event has none, and its entry stays provable all the same.
final class Openings {

    private final @Nullable BufferedReader lines;
    private final MessageDigest sha256;
    private @Nullable Opening next;
    private long checked;
    private long erased;

    Openings(Optional<BufferedReader> lines) {
        this.lines = lines.orElse(null);
        this.sha256 = sha256();
        advance(-1);
    }

    /// @param salt base64; null where the event was erased, as the body
    /// @param body exactly the text that was committed to
    /// @param erased why there is no body; null where there is one
    @JsonIgnoreProperties(ignoreUnknown = true)
    private record Opening(
            long index,
            @Nullable String salt,
            @Nullable String body,
            @Nullable JsonNode erased) {}

    /// Entries must come in order.
    void check(long index, byte[] entry) {
        Opening opening = next;
        if (opening == null || opening.index() != index) {
            return;
        }
        if (opening.erased() != null && opening.salt() == null && opening.body() == null) {
            erased++;
        } else {
            requireOpened(opening, entry);
            checked++;
        }
        advance(index);
    }

    long checked() {
        return checked;
    }

    /// Of how many events the region says that they were erased, and why.
    long erased() {
        return erased;
    }

    private void requireOpened(Opening opening, byte[] entry) {
        if (opening.salt() == null || opening.body() == null) {
            throw new Difference("event of entry " + opening.index() + ": malformed (expected: salt and body)");
        }
        sha256.update(decoded(opening.index(), opening.salt()));
        if (!MessageDigest.isEqual(sha256.digest(opening.body().getBytes(UTF_8)), entry)) {
            throw new Difference("entry " + opening.index() + ": not the commitment to its event");
        }
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

    private static byte[] decoded(long index, String salt) {
        try {
            return Base64.getDecoder().decode(salt);
        } catch (IllegalArgumentException e) {
            throw new Difference("event of entry " + index + ": its salt is no base64");
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
