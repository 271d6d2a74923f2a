package io.parley.local.cli;

import io.parley.local.region.CommandFailed;
import io.parley.local.region.Part;
import io.parley.local.region.Region;
import io.parley.local.region.Supervisor;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/// Every test there is. The black-box suite gets a region of its own, on other ports, which is removed afterwards.
final class Test implements Command {

    /// Far enough from the usual ports, and below those which systems hand out by themselves.
    private static final int FIRST_OFFSET = 10_000;

    private static final int LAST_OFFSET = 13_000;
    private static final int OFFSET_STEP = 250;

    /// What runs twice during the suite, the second on a port this far above the first's.
    private static final List<Part> DOUBLED = List.of(Part.MESSAGE, Part.GATEWAY);

    private static final int BESIDE = 100;

    /// Two modules at a time: tests with real stores wait more than they compute. All failures are told, not one
    /// module's.
    private static final List<String> WHOLE_BUILD = List.of("verify", "--threads", "2", "--fail-at-end");

    /// Where the services of the suite's region send their traces; the script chooses it.
    private static final String TRACES = "PARLEY_TRACES_ENDPOINT";

    private static final String SUITE = "io/parley/acceptance/**/*Test,io/parley/acceptance/**/*IT";

    @Override
    public int run(Session session, List<String> given) {
        Arguments arguments = Arguments.parse(
                given, Set.of("--skip-verify", "--no-build"), Set.of("--only", "--gateways", "--issuer"));
        arguments.requireNoWords();
        List<Step> steps = new ArrayList<>();
        if (arguments.has("--gateways")) {
            steps.add(suite(session, arguments, Target.given(session.region(), arguments)));
            return summary(session, steps);
        }
        if (!arguments.has("--skip-verify") && !arguments.has("--only")) {
            steps.add(verify(session));
        }
        if (steps.stream().allMatch(Step::passed)) {
            blackBox(session, arguments, steps);
        }
        return summary(session, steps);
    }

    private record Step(String name, int exitCode, Duration duration, Reports reports) {
        boolean passed() {
            return exitCode == 0 && reports.failed() == 0;
        }
    }

    private static Step verify(Session session) {
        Region region = session.region();
        return maven(session, "unit, module and integration tests", region, WHOLE_BUILD, Map.of(TRACES, ""));
    }

    private static void blackBox(Session session, Arguments arguments, List<Step> steps) {
        Region mine = session.region();
        Region region = new Region(mine.root(), mine.run().resolveSibling("test"), freeOffset(session));
        Session fresh = new Session(region, new Supervisor(region, session.clock()), session.clock(), session.out());
        Thread atInterrupt = new Thread(() -> remove(fresh, false));
        Runtime.getRuntime().addShutdownHook(atInterrupt);
        boolean passed = false;
        try {
            remove(fresh, false);
            long started = System.nanoTime();
            new Up().run(fresh, List.of("--no-aot"));
            DOUBLED.forEach(part -> new Start().run(fresh, second(region, part)));
            steps.add(new Step("start of a fresh region", 0, since(started), Reports.none()));
            steps.add(suite(fresh, arguments, Target.of(region)));
            passed = steps.getLast().passed();
        } catch (CommandFailed e) {
            session.say(e.explanation());
            steps.add(new Step("start of a fresh region", e.exitCode(), Duration.ZERO, Reports.none()));
        } finally {
            Runtime.getRuntime().removeShutdownHook(atInterrupt);
            remove(fresh, !passed);
        }
    }

    /// Another test run, or anything else, may have taken the first choice.
    private static int freeOffset(Session session) {
        Region mine = session.region();
        return IntStream.iterate(FIRST_OFFSET, offset -> offset < LAST_OFFSET, offset -> offset + OFFSET_STEP)
                .filter(offset -> session.supervisor()
                        .takenPorts(new Region(mine.root(), mine.home(), offset).instances())
                        .isEmpty())
                .findFirst()
                .orElse(FIRST_OFFSET);
    }

    private static List<String> second(Region region, Part part) {
        return List.of(part.label(), "--instance", "2", "--port", String.valueOf(secondPort(region, part)));
    }

    private static int secondPort(Region region, Part part) {
        return region.port(part) + BESIDE;
    }

    /// Where the suite knocks.
    ///
    /// @param gateways separated by commas
    /// @param traces where its services send them; empty: elsewhere, or nowhere
    private record Target(String gateways, String issuer, String traces) {

        static Target of(Region region) {
            return new Target(
                    region.url(Part.GATEWAY) + ",http://localhost:" + secondPort(region, Part.GATEWAY),
                    region.issuer(),
                    System.getenv().getOrDefault(TRACES, ""));
        }

        /// A region that somebody else runs.
        static Target given(Region region, Arguments arguments) {
            return new Target(
                    arguments.value("--gateways").orElseThrow(),
                    arguments.value("--issuer").orElse(region.issuer()),
                    "");
        }
    }

    private static Step suite(Session session, Arguments arguments, Target target) {
        Region region = session.region();
        List<String> goals = List.of(
                "-pl",
                "acceptance",
                "-am",
                "verify",
                "-Pacceptance",
                "-Dtest=" + arguments.value("--only").orElse(SUITE),
                "-Dsurefire.failIfNoSpecifiedTests=false",
                "-Dparley.gateways=" + target.gateways(),
                "-Dparley.issuer=" + target.issuer(),
                "-Dparley.traces=" + target.traces(),
                "-Dparley.home=" + region.home(),
                "-Dparley.script=" + region.root().resolve("parley"));
        Map<String, String> environment = Map.of(
                "PARLEY_HOME", region.home().toString(),
                "PARLEY_PORT_OFFSET", Integer.toString(region.offset()),
                "PARLEY_NO_BUILD", "true");
        return maven(session, "black-box suite", region, goals, environment);
    }

    private static Step maven(
            Session session, String name, Region region, List<String> goals, Map<String, String> environment) {
        long started = System.nanoTime();
        Instant since = session.clock().instant();
        session.say("Running " + name + " ...");
        List<String> command = new ArrayList<>(List.of("./mvnw", "-B", "-ntp", "-Dstyle.color=never"));
        command.addAll(goals);
        Path log = region.log(name.replaceAll("\\W+", "-"));
        int code = new MavenRun(session, region.root(), log).run(command, environment);
        return new Step(name, code, since(started), Reports.since(region.root(), since));
    }

    /// @param keepLogs after a failure, so that somebody can look
    private static void remove(Session fresh, boolean keepLogs) {
        fresh.supervisor().running().reversed().forEach(fresh.supervisor()::stop);
        if (keepLogs) {
            fresh.supervisor().deleteData();
            fresh.say(
                    "The logs of the failed run are in " + fresh.region().home().resolve("log"));
        } else {
            fresh.supervisor().deleteEverything();
        }
    }

    private static int summary(Session session, List<Step> steps) {
        int passed = steps.stream().mapToInt(step -> step.reports().passed()).sum();
        int failed = steps.stream().mapToInt(step -> step.reports().failed()).sum();
        int skipped = steps.stream().mapToInt(step -> step.reports().skipped()).sum();
        boolean allPassed = steps.stream().allMatch(Step::passed);
        session.say("");
        for (Step step : steps) {
            session.say(String.format(
                    Locale.ROOT,
                    "  %-36s %-7s %4d:%02d  %s",
                    step.name(),
                    step.passed() ? "passed" : "FAILED",
                    step.duration().toMinutes(),
                    step.duration().toSecondsPart(),
                    step.reports().describe()));
            step.reports().failures().forEach(failure -> session.say("      " + failure));
        }
        if (skipped > 0) {
            session.say("  skipped: " + skipped);
        }
        session.say(passed + " passed, " + (failed == 0 && !allPassed ? 1 : failed) + " failed");
        return allPassed ? 0 : 1;
    }

    private static Duration since(long started) {
        return Duration.ofNanos(System.nanoTime() - started);
    }
}
