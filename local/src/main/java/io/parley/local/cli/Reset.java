package io.parley.local.cli;

import java.io.Console;
import java.util.List;
import java.util.Set;

/// Stops everything and deletes the data.
final class Reset implements Command {

    @Override
    public int run(Session session, List<String> given) {
        Arguments arguments = Arguments.parse(given, Set.of("--yes"), Set.of());
        arguments.requireNoWords();
        if (!arguments.has("--yes") && !isConfirmed(session)) {
            session.say("Nothing was deleted.");
            return 1;
        }
        Down.stopAll(session);
        session.supervisor().deleteEverything();
        session.say(
                "Deleted the data, logs and secrets under " + session.region().home());
        return 0;
    }

    private static boolean isConfirmed(Session session) {
        Console console = System.console();
        if (console == null || !console.isTerminal()) {
            session.say("There is no terminal to ask at: use --yes.");
            return false;
        }
        String answer = console.readLine(
                "Delete every message, record and key under %s? [y/N] ",
                session.region().home());
        return answer != null && answer.strip().equalsIgnoreCase("y");
    }
}
