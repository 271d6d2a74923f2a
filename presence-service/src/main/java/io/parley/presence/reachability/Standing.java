package io.parley.presence.reachability;

import io.parley.contracts.event.Reachability;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What Redis holds about a person at one instant.
///
/// @param connected some session lives
/// @param away the person said so
/// @param lastSeen when the last session was heard of
/// @param announced what gateways were last told, see [#announcement()]; null when never
record Standing(
        boolean connected,
        boolean away,
        Visibility visibility,
        @Nullable Instant lastSeen,
        @Nullable String announced) {

    private static final String FOR_CONTACTS = ":contacts";

    static final Standing NOTHING_KNOWN = new Standing(false, false, Visibility.EVERYONE, null, null);

    /// @param row connected, away, visibility, last seen in epoch milliseconds, announced: as the Lua scripts answer
    static Standing of(List<?> row) {
        String lastSeen = text(row, 3);
        String announced = text(row, 4);
        return new Standing(
                text(row, 0).equals("1"),
                text(row, 1).equals("1"),
                Visibility.of(text(row, 2)),
                lastSeen.isEmpty() ? null : Instant.ofEpochMilli(Long.parseLong(lastSeen)),
                announced.isEmpty() ? null : announced);
    }

    private static String text(List<?> row, int column) {
        return String.valueOf(row.get(column));
    }

    /// The person's own view.
    Reachability actual() {
        if (!connected) {
            return Reachability.OFFLINE;
        }
        return away ? Reachability.AWAY : Reachability.ONLINE;
    }

    Reachability seenByOthers() {
        return visibility == Visibility.NOBODY ? Reachability.OFFLINE : actual();
    }

    @Nullable
    Instant lastSeenByOthers() {
        return visibility == Visibility.NOBODY ? null : lastSeen;
    }

    boolean mustBeAnnounced() {
        return announced == null ? seenByOthers() != Reachability.OFFLINE : !announced.equals(announcement());
    }

    /// What is noted as announced: the state, and whether it was for contacts only.
    String announcement() {
        return visibility == Visibility.CONTACTS
                ? seenByOthers().name() + FOR_CONTACTS
                : seenByOthers().name();
    }

    /// Others could see the person until now, and no longer may.
    boolean narrowed() {
        return visibility == Visibility.CONTACTS
                && announced != null
                && !announced.endsWith(FOR_CONTACTS)
                && !announced.equals(Reachability.OFFLINE.name());
    }
}
