package io.parley.archive.retention;

import io.parley.contracts.Coded;

/// What keeps something whose time is over; the first beats the others.
enum Bar implements Coded {
    HOLD,
    STATUTORY_PERIOD,
    KEEP_AT_LEAST;
}
