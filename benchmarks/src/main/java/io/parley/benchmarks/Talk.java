package io.parley.benchmarks;

import java.util.List;
import java.util.UUID;

/// One conversation under load.
record Talk(UUID conversation, List<Speaker> speakers, List<Listener> listeners, Timeline timeline) {}
