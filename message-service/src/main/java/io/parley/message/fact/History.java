package io.parley.message.fact;

import io.parley.contracts.event.HistoryVisibility;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// What those who join a conversation later may read of what was said before.
public enum History {
    ALL(HistoryVisibility.HISTORY_ALL),
    FROM_JOINING(HistoryVisibility.HISTORY_FROM_JOINING);

    private final HistoryVisibility event;
    private final String code = name().toLowerCase(Locale.ROOT).replace('_', '-');

    History(HistoryVisibility event) {
        this.event = event;
    }

    /// Customers do not read what was said among others before they came, unless somebody decides so.
    public static History usual(Kind kind) {
        return switch (kind) {
            case DIRECT, GROUP -> ALL;
            case CUSTOMER -> FROM_JOINING;
        };
    }

    public static Optional<History> of(HistoryVisibility event) {
        return Arrays.stream(values()).filter(history -> history.event == event).findFirst();
    }

    public static Optional<History> of(String code) {
        return Arrays.stream(values())
                .filter(history -> history.code.equals(code))
                .findFirst();
    }

    public static History stored(String code) {
        return of(code).orElseThrow(
                        () -> new IllegalStateException("history: " + code + " (expected: a known setting)"));
    }

    public String code() {
        return code;
    }

    public HistoryVisibility event() {
        return event;
    }
}
