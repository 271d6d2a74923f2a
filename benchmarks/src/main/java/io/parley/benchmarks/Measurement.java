package io.parley.benchmarks;

interface Measurement {

    /// @return whether everything went as it must, however fast
    boolean run(Report report) throws InterruptedException;
}
