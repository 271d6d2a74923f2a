package io.parley.consent.scim;

import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Weak entity tags (RFC 7644 §3.14, RFC 9110 §8.8.3) made of version numbers.
final class Etag {

    private static final Pattern TAG = Pattern.compile("(?:W/)?\"(\\d{1,18})\"");

    private Etag() {}

    static String of(long version) {
        return "W/\"" + version + "\"";
    }

    /// The one version that If-Match asks for: null for any, -1 for one that cannot be. Of several tags none is taken.
    static @Nullable Long expected(@Nullable String ifMatch) {
        return ifMatch == null || ifMatch.strip().equals("*") ? null : Long.valueOf(version(ifMatch.strip()));
    }

    static boolean names(@Nullable String header, long current) {
        return header != null && tags(header).anyMatch(tag -> tag.equals("*") || version(tag) == current);
    }

    private static Stream<String> tags(String header) {
        return Arrays.stream(header.split(",")).map(String::strip);
    }

    private static long version(String tag) {
        Matcher matcher = TAG.matcher(tag);
        return matcher.matches() ? Long.parseLong(matcher.group(1)) : -1;
    }
}
