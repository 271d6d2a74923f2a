package io.parley.archive.retention;

import java.util.Locale;

/// What keeps something whose time is over; the first beats the others.
enum Bar {
    HOLD,
    STATUTORY_PERIOD,
    KEEP_AT_LEAST;

    String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
