package io.parley.gateway.limit;

import jakarta.validation.constraints.Min;

/// So many per second in the long run, so many at once.
record Pace(@Min(1) int rate, @Min(1) int burst) {}
