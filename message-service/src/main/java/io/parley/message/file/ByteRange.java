package io.parley.message.file;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpRange;

/// The bytes that a download is about.
///
/// @param to exclusive
record ByteRange(long from, long to, boolean partial) {

    static ByteRange whole(long size) {
        return new ByteRange(0, size, false);
    }

    /// RFC 9110 §14.2: what is not understood, or several ranges at once, is answered with the whole.
    ///
    /// @return null when nothing of the file is in the range
    static @Nullable ByteRange of(@Nullable String header, long size) {
        List<HttpRange> ranges = parsed(header);
        if (ranges.size() != 1) {
            return whole(size);
        }
        HttpRange range = ranges.getFirst();
        try {
            long from = range.getRangeStart(size);
            return from >= size ? null : new ByteRange(from, range.getRangeEnd(size) + 1, true);
        } catch (IllegalArgumentException beyondTheEnd) {
            return null;
        }
    }

    private static List<HttpRange> parsed(@Nullable String header) {
        try {
            return HttpRange.parseRanges(header);
        } catch (IllegalArgumentException notARange) {
            return List.of();
        }
    }

    long bytes() {
        return to - from;
    }

    String contentRange(long size) {
        return "bytes " + from + "-" + (to - 1) + "/" + size;
    }
}
