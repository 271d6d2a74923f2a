package io.parley.audit.anomaly;

import java.time.Instant;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/// What a rule remembers of one actor. It fits into a row, so that it can be kept with the position in the log.
record Trace(List<Sample> samples) {

    static final Trace NOTHING = new Trace(List.of());

    Trace {
        samples = List.copyOf(samples);
    }

    /// @param at milliseconds since 1970
    record Sample(long at, long amount) {
        static Sample of(Instant at, long amount) {
            return new Sample(at.toEpochMilli(), amount);
        }
    }

    String text() {
        return JsonMapper.shared().writeValueAsString(this);
    }

    static Trace parse(String text) {
        return JsonMapper.shared().readValue(text, Trace.class);
    }
}
