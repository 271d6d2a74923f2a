package io.parley.audit.siem;

import io.parley.audit.event.LoggedEvent;
import java.util.ArrayList;
import java.util.List;

/// A run of the log on its way to a receiver.
///
/// @param end behind its last index; events that were erased leave no trace within
record Batch(long first, long end, List<Outgoing> events) {

    Batch {
        events = List.copyOf(events);
    }

    /// As much of the run as the size allows, at least one event.
    static Batch of(long first, long end, List<LoggedEvent> events, long mostBytes) {
        List<Outgoing> taken = new ArrayList<>();
        long bytes = 0;
        for (LoggedEvent event : events) {
            Outgoing outgoing = Outgoing.of(event);
            bytes += outgoing.ocsf().length();
            if (bytes > mostBytes && !taken.isEmpty()) {
                return new Batch(first, outgoing.index(), taken);
            }
            taken.add(outgoing);
        }
        return new Batch(first, end, taken);
    }
}
