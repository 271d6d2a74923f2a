package io.parley.local.cli;

import io.parley.local.region.CommandFailed;
import io.parley.local.region.Instance;
import io.parley.local.region.Part;
import java.util.List;
import java.util.Set;

/// Starts one process, or a further instance of a service.
final class Start implements Command {

    @Override
    public int run(Session session, List<String> given) {
        Arguments arguments = Arguments.parse(given, Set.of("--full", "--no-build"), Set.of("--instance", "--port"));
        Instance instance = instance(session, arguments);
        if (session.supervisor().running(instance.name()).isPresent()) {
            session.say(instance.name() + " is already running.");
            return 0;
        }
        session.supervisor().requireFreePorts(List.of(instance));
        session.region().remember();
        new Starting(session, arguments.has("--full")).start(List.of(instance));
        return 0;
    }

    private static Instance instance(Session session, Arguments arguments) {
        Part part = Part.named(arguments.onlyWord("process"));
        int number = arguments.number("--instance", 1);
        if (number == 1) {
            return session.region().instance(part);
        }
        if (!arguments.has("--port")) {
            throw new CommandFailed(
                    CommandFailed.WRONG_USAGE, "argument: --instance " + number + " (expected: with --port)");
        }
        return Instance.further(part, number, arguments.number("--port", 0));
    }
}
