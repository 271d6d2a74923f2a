package io.parley.benchmarks;

import io.parley.benchmarks.machine.Processes;
import io.parley.benchmarks.people.Crowd;
import java.time.Clock;
import java.util.function.Consumer;

/// What every measurement needs.
///
/// @param say where to tell what is going on
record Theatre(
        Settings settings, Crowd crowd, Processes processes, RegionControl region, Clock clock, Consumer<String> say) {}
