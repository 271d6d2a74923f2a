package io.parley.local.cli;

import io.parley.local.region.Instance;
import io.parley.local.region.Part;
import io.parley.local.region.Region;
import io.parley.local.region.Running;
import io.parley.local.seed.Seed;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// Starts what does not run yet, and enters the demo people.
final class Up implements Command {

    @Override
    public int run(Session session, List<String> given) {
        Arguments arguments =
                Arguments.parse(given, Set.of("--full", "--no-build", "--no-aot", "--no-seed"), Set.of("--only"));
        arguments.requireNoWords();
        List<Instance> wanted = wanted(session.region(), arguments);
        Set<String> names = runningNames(session);
        List<Instance> missing = wanted.stream()
                .filter(instance -> !names.contains(instance.name()))
                .toList();
        if (missing.isEmpty()) {
            seed(session, arguments);
            session.say("Parley is already up: " + session.region().url(Part.GATEWAY) + newerBuild(session));
            return 0;
        }
        long started = System.nanoTime();
        Duration training = bringUp(session, arguments, missing);
        seed(session, arguments);
        Duration ready = Duration.ofNanos(System.nanoTime() - started).minus(training);
        session.say(String.format(Locale.ROOT, "Ready in %.1f s.", ready.toMillis() / 1000.0));
        if (!arguments.has("--only")) {
            session.say(whatNext(session.region()));
        }
        return 0;
    }

    /// Does nothing where it was done before; an earlier start may have ended before it came to this.
    private static void seed(Session session, Arguments arguments) {
        if (!arguments.has("--only") && !arguments.has("--no-seed")) {
            new Seed(session.region(), session::say).enter();
        }
    }

    /// @return how long it took to make the class caches, which belongs to building
    private static Duration bringUp(Session session, Arguments arguments, List<Instance> missing) {
        session.supervisor().requireFreePorts(missing);
        session.region().remember();
        boolean full = arguments.has("--full");
        Starting starting = new Starting(session, full);
        Predicate<Instance> store = instance -> instance.part().isStore();
        List<Instance> others = missing.stream().filter(store.negate()).toList();
        session.say("Starting (" + (full ? "whole compiler, room for PostgreSQL" : "quick start") + "):");
        starting.start(missing.stream().filter(store).toList());
        Duration training = arguments.has("--no-aot") ? Duration.ZERO : starting.train(missing);
        starting.start(others);
        return training;
    }

    private static List<Instance> wanted(Region region, Arguments arguments) {
        return arguments
                .value("--only")
                .map(names -> List.of(names.split(",")).stream()
                        .map(Part::named)
                        .distinct()
                        .map(region::instance)
                        .toList())
                .orElseGet(region::instances);
    }

    private static Set<String> runningNames(Session session) {
        return session.supervisor().running().stream().map(Running::name).collect(Collectors.toSet());
    }

    private static String newerBuild(Session session) {
        List<String> outdated = session.supervisor().outdated();
        return outdated.isEmpty()
                ? ""
                : "\nA newer build is there for: " + String.join(", ", outdated)
                        + ". Take it with ./parley stop NAME and ./parley up.";
    }

    private static String whatNext(Region region) {
        return """

                Parley runs at %1$s (sign-in at %2$s).
                  ./parley demo      plays the main job step by step
                  ./parley status    shows the processes
                  curl -H "Authorization: Bearer $(./parley token alice)" %1$s/v1/me
                  ./parley down      stops it; the data stay""".formatted(region.url(Part.GATEWAY), region.issuer());
    }
}
