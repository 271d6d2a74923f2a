package io.parley.benchmarks.machine;

/// What one process has used since it began, and what it holds now.
///
/// @param processorSeconds user and system time, its children's included
/// @param residentMegabytes children count with their proportional share, because they map the same buffers
public record Usage(String name, double processorSeconds, double residentMegabytes) {

    /// What was used between two looks.
    Usage since(Usage earlier) {
        return new Usage(name, processorSeconds - earlier.processorSeconds, residentMegabytes);
    }
}
