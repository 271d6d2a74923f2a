package io.parley.gateway.limit;

import java.time.Duration;

/// @param tokens given, 0 when none were left
/// @param retryAfter until the next one when none were left
record Grant(long tokens, Duration retryAfter) {}
