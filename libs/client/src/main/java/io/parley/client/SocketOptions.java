package io.parley.client;

import java.time.Duration;
import java.util.Map;

/// How a socket behaves.
///
/// @param deviceId names the device, stable over its reconnects
/// @param cursors last handled seq per conversation, from an earlier [ParleySocket#cursors()]
/// @param purges last handled purge per conversation, from an earlier [ParleySocket#purges()]
/// @param inFlight how many unacknowledged sends may be under way before [ParleySocket#send] waits
/// @param longestBackoff the longest pause between two tries to reconnect
public record SocketOptions(
        String deviceId,
        Map<ConversationId, Long> cursors,
        Map<ConversationId, Long> purges,
        int inFlight,
        Duration longestBackoff) {

    public SocketOptions {
        cursors = Map.copyOf(cursors);
        purges = Map.copyOf(purges);
    }

    public static SocketOptions device(String deviceId) {
        return new SocketOptions(deviceId, Map.of(), Map.of(), 64, Duration.ofSeconds(5));
    }

    public SocketOptions withCursors(Map<ConversationId, Long> known) {
        return new SocketOptions(deviceId, known, purges, inFlight, longestBackoff);
    }

    public SocketOptions withPurges(Map<ConversationId, Long> known) {
        return new SocketOptions(deviceId, cursors, known, inFlight, longestBackoff);
    }

    public SocketOptions withInFlight(int bound) {
        return new SocketOptions(deviceId, cursors, purges, bound, longestBackoff);
    }
}
