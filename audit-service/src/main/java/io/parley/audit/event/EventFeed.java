package io.parley.audit.event;

import io.parley.audit.log.TransparencyLog;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Service;

/// The log read from front to back by parts of this service that follow it. Entries become visible in the order of
/// their index and all at once per batch, so a reader that remembers how far it came misses none.
@Service
public class EventFeed {

    private final EventStore events;
    private final TransparencyLog log;

    EventFeed(EventStore events, TransparencyLog log) {
        this.events = events;
        this.log = log;
    }

    /// How many entries the log has: one more than the last index.
    public long size() {
        return log.size();
    }

    /// Ascending. What was erased is left out: its commitment stays, but there is nothing to tell any more.
    ///
    /// @param from inclusive
    /// @param end exclusive
    public List<LoggedEvent> between(long from, long end) {
        return events.between(from, end).stream().map(LoggedEvent::of).toList();
    }

    /// What happened in a period, in the order of the log; a page of it.
    ///
    /// @param from inclusive, `to` exclusive
    /// @param first index from which on
    public List<LoggedEvent> happened(Instant from, Instant to, long first, int limit) {
        return events.find(EventFilter.during(from, to), first - 1, limit).stream()
                .map(LoggedEvent::of)
                .toList();
    }
}
