/// WebSocket clients that cost little: one event loop for all of them, frames from templates, answers scanned for the
/// few fields that are needed. What they cost would otherwise count against the region on the same machine.
@NullMarked
package io.parley.benchmarks.socket;

import org.jspecify.annotations.NullMarked;
