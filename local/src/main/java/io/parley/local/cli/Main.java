package io.parley.local.cli;

import io.parley.local.region.CommandFailed;
import io.parley.local.region.Region;
import io.parley.local.region.Supervisor;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/// The Java part of `./parley`, which has found the JDK and built what changed. The first word is the command.
public final class Main {

    private static final Map<String, Command> COMMANDS = Map.ofEntries(
            Map.entry("up", new Up()),
            Map.entry("down", new Down()),
            Map.entry("reset", new Reset()),
            Map.entry("status", new Status()),
            Map.entry("logs", new Logs()),
            Map.entry("token", new Token()),
            Map.entry("demo", new Demo()),
            Map.entry("test", new Test()),
            Map.entry("bench", new Bench()),
            Map.entry("start", new Start()),
            Map.entry("stop", new Stop()),
            Map.entry("kill", new Kill()));

    private Main() {}

    public static void main(String[] arguments) {
        System.exit(run(List.of(arguments)));
    }

    private static int run(List<String> arguments) {
        try {
            Path root = Path.of(System.getProperty("parley.root", ".")).toAbsolutePath();
            Clock clock = Clock.systemUTC();
            Region region = Region.of(root, System.getenv());
            Session session = new Session(region, new Supervisor(region, clock), clock, System.out);
            return command(arguments).run(session, arguments.subList(1, arguments.size()));
        } catch (CommandFailed e) {
            System.err.println(e.explanation());
            return e.exitCode();
        }
    }

    private static Command command(List<String> arguments) {
        Command command = arguments.isEmpty() ? null : COMMANDS.get(arguments.getFirst());
        if (command == null) {
            throw new CommandFailed(CommandFailed.WRONG_USAGE, "command: " + arguments + " (expected: see --help)");
        }
        return command;
    }
}
