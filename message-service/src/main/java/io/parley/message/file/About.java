package io.parley.message.file;

import io.parley.platform.problem.DomainException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What a person says of a file. Personal data: stored sealed, never printed.
///
/// @param sha256 lower-case hex; null while a file comes in that nobody announced
record About(String name, String mediaType, @Nullable String sha256) {

    private static final int MAX_NAME_BYTES = 255;
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
    /// RFC 6838 §4.2, without parameters.
    private static final Pattern MEDIA_TYPE =
            Pattern.compile("[a-z0-9][a-z0-9!#$&^_.+-]{0,126}/[a-z0-9][a-z0-9!#$&^_.+-]{0,126}");

    /// @throws DomainException `invalid-request` naming the field
    static About of(String name, String mediaType, @Nullable String sha256) {
        return new About(name(name), mediaType(mediaType), sha256 == null ? null : hash(sha256));
    }

    About withHash(String hash) {
        return new About(name, mediaType, hash);
    }

    /// A bare name: what a browser or an older system may take for a folder is not part of it.
    private static String name(String given) {
        String bare = given.substring(Math.max(given.lastIndexOf('/'), given.lastIndexOf('\\')) + 1)
                .strip();
        int bytes = bare.getBytes(StandardCharsets.UTF_8).length;
        if (bare.isEmpty() || bytes > MAX_NAME_BYTES || bare.chars().anyMatch(Character::isISOControl)) {
            throw DomainException.invalid("name", "1.." + MAX_NAME_BYTES + " bytes of UTF-8, printable");
        }
        return bare;
    }

    private static String mediaType(String given) {
        String bare = given.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        if (!MEDIA_TYPE.matcher(bare).matches()) {
            throw DomainException.invalid("mediaType", "type/subtype as in RFC 6838");
        }
        return bare;
    }

    private static String hash(String given) {
        String lower = given.toLowerCase(Locale.ROOT);
        if (!HASH.matcher(lower).matches()) {
            throw DomainException.invalid("sha256", "64 hexadecimal digits");
        }
        return lower;
    }

    @Override
    public String toString() {
        return "[redacted]";
    }
}
