package io.parley.message.fact;

import io.parley.contracts.event.ConversationKind;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// What sort of conversation it is. A direct one has two members for good.
public enum Kind {
    DIRECT(ConversationKind.DIRECT),
    GROUP(ConversationKind.GROUP),
    CUSTOMER(ConversationKind.CUSTOMER);

    private final ConversationKind event;

    Kind(ConversationKind event) {
        this.event = event;
    }

    public static Optional<Kind> of(ConversationKind event) {
        return Arrays.stream(values()).filter(kind -> kind.event == event).findFirst();
    }

    public static Optional<Kind> of(String code) {
        return Arrays.stream(values()).filter(kind -> kind.code().equals(code)).findFirst();
    }

    public static Kind stored(String code) {
        return of(code).orElseThrow(() -> new IllegalStateException("kind: " + code + " (expected: a known kind)"));
    }

    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    public ConversationKind event() {
        return event;
    }
}
