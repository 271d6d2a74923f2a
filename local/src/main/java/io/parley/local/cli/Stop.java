package io.parley.local.cli;

import io.parley.local.region.CommandFailed;
import io.parley.local.region.Running;
import java.util.List;
import java.util.Set;

/// Stops one process politely.
final class Stop implements Command {

    @Override
    public int run(Session session, List<String> given) {
        Running running = named(session, Arguments.parse(given, Set.of(), Set.of()));
        session.supervisor().stop(running);
        session.say("  stopped " + running.name());
        return 0;
    }

    static Running named(Session session, Arguments arguments) {
        String name = arguments.onlyWord("process");
        return session.supervisor()
                .running(name)
                .orElseThrow(() -> new CommandFailed(
                        CommandFailed.FAILED, "process: " + name + " (expected: one that runs, see ./parley status)"));
    }
}
