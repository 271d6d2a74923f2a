package io.parley.local.cli;

import io.parley.local.region.Region;
import io.parley.local.region.Supervisor;
import java.io.PrintStream;
import java.time.Clock;

/// What every command works with.
record Session(Region region, Supervisor supervisor, Clock clock, PrintStream out) {

    void say(String line) {
        out.println(line);
        out.flush();
    }
}
