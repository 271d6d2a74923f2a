package io.parley.local.cli;

import io.parley.local.region.Running;
import java.util.List;
import java.util.Set;

/// Stops everything, last started first.
final class Down implements Command {

    @Override
    public int run(Session session, List<String> given) {
        Arguments.parse(given, Set.of(), Set.of()).requireNoWords();
        stopAll(session);
        return 0;
    }

    static void stopAll(Session session) {
        List<Running> running = session.supervisor().running().reversed();
        for (Running each : running) {
            session.supervisor().stop(each);
            session.say("  stopped " + each.name());
        }
        if (running.isEmpty()) {
            session.say("Nothing was running.");
        }
    }
}
