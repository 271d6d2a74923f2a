package io.parley.local.cli;

import io.parley.local.region.Running;
import java.util.List;
import java.util.Set;

/// Ends one process as a power cut would.
final class Kill implements Command {

    @Override
    public int run(Session session, List<String> given) {
        Running running = Stop.named(session, Arguments.parse(given, Set.of(), Set.of()));
        session.supervisor().kill(running);
        session.say("  killed " + running.name());
        return 0;
    }
}
