package io.parley.local.cli;

import io.parley.local.region.CommandFailed;
import io.parley.local.region.LogFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/// The log of one process.
final class Logs implements Command {

    private static final int LINES = 50;

    @Override
    public int run(Session session, List<String> given) {
        Arguments arguments = Arguments.parse(given, Set.of("-f"), Set.of("-n"));
        Path log = session.region().log(arguments.onlyWord("process"));
        if (!Files.exists(log)) {
            throw new CommandFailed(CommandFailed.FAILED, "log: " + log + " (expected: a process that was started)");
        }
        LogFile.tail(log, arguments.number("-n", LINES)).forEach(session::say);
        if (arguments.has("-f")) {
            LogFile.follow(log, session.out());
        }
        return 0;
    }
}
