package io.parley.archive.seal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/// What was done to a conversation itself, by whom and to whom. No words.
///
/// @param actor all zeros: the system
/// @param detail a JSON object of codes and ids, as it is stored
public record Happening(String kind, UUID actor, List<UUID> subjects, String detail) {

    private static final String FORM = "parley-archive-happening/v1";

    public Happening {
        subjects = List.copyOf(subjects);
    }

    /// SHA-256, hexadecimal, over its lines: form, kind, actor, subjects parted by commas, detail.
    String digest() {
        String people = subjects.stream().map(UUID::toString).collect(Collectors.joining(","));
        String text = String.join("\n", FORM, kind, actor.toString(), people, detail);
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256: absent (expected: in every Java platform)", e);
        }
    }
}
