package io.parley.text;

import java.time.Duration;

/// @param heapMegabytes of the worker's process
/// @param wallTime for one file
/// @param characters of text; more is cut
/// @param bytes of a file; larger ones are not read
public record TextLimits(int heapMegabytes, Duration wallTime, int characters, long bytes) {}
