package io.parley.gateway.socket;

import java.time.Clock;

/// What all sessions of this gateway share.
record Surroundings(Sessions sessions, Gaps gaps, SocketProperties limits, SocketMetrics metrics, Clock clock) {}
