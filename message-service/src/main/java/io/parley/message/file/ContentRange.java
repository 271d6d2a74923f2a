package io.parley.message.file;

import io.parley.platform.problem.DomainException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Where a part belongs (RFC 9110 §14.4).
///
/// @param last inclusive
record ContentRange(long first, long last, long total) {

    private static final String HEADER = "Content-Range";
    private static final Pattern FORM = Pattern.compile("bytes (\\d{1,18})-(\\d{1,18})/(\\d{1,18})");

    static ContentRange parse(@Nullable String header) {
        Matcher form = FORM.matcher(header == null ? "" : header.strip());
        if (!form.matches()) {
            throw DomainException.invalid(HEADER, "bytes first-last/total");
        }
        var range = new ContentRange(
                Long.parseLong(form.group(1)), Long.parseLong(form.group(2)), Long.parseLong(form.group(3)));
        if (range.first > range.last || range.last >= range.total) {
            throw DomainException.invalid(HEADER, "first <= last < total");
        }
        return range;
    }

    long bytes() {
        return last - first + 1;
    }

    boolean ends() {
        return last == total - 1;
    }
}
