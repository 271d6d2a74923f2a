package io.parley.gateway.socket;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/// RFC 3339 in UTC with milliseconds, as every time of the public API.
final class Times {

    private static final DateTimeFormatter MILLIS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private Times() {}

    static String rfc3339(Instant time) {
        return MILLIS.format(time);
    }
}
