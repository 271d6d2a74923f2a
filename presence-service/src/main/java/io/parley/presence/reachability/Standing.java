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
/// @param announced what gateways were last told; null when never
record Standing(
        boolean connected,
        boolean away,
        Visibility visibility,
        @Nullable Instant lastSeen,
        @Nullable String announced) {

    static final Standing NOTHING_KNOWN = new Standing(false, false, Visibility.EVERYONE, null, null);

    /// @param row connected, away, visibility, last seen in epoch milliseconds, announced: as the Lua scripts answer
    static Standing of(List<?> row) {
        String lastSeen = text(row, 3);
        String announced = text(row, 4);
        return new Standing(
                text(row, 0).equals("1"),
                text(row, 1).equals("1"),
                text(row, 2).equals(Visibility.NOBODY.code()) ? Visibility.NOBODY : Visibility.EVERYONE,
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
        return announced == null
                ? seenByOthers() != Reachability.OFFLINE
                : !announced.equals(seenByOthers().name());
    }
}
