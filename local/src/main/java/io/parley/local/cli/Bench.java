package io.parley.local.cli;

import io.parley.local.region.Memory;
import io.parley.local.region.Part;
import io.parley.local.region.Region;
import io.parley.local.region.Running;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Measures a region that runs with the JVM's whole compiler, and shows what each process used meanwhile.
final class Bench implements Command {

    private static final String PROGRAM = "io.parley.benchmarks.Bench";
    private static final String ROW = "%-11s %12s %12s %12s";

    @Override
    public int run(Session session, List<String> given) {
        Arguments arguments = Arguments.parse(
                given, Set.of("--no-build"), Set.of("--seconds", "--pairs", "--window", "--warmup", "--rate"));
        bringUpFull(session);
        List<Usage> before = usage(session);
        int code = OwnJvm.run(session.region().root(), Map.of(), command(session.region(), arguments));
        print(session, before, usage(session));
        return code;
    }

    private static void bringUpFull(Session session) {
        boolean quick = session.supervisor().running().stream()
                .anyMatch(running -> running.instance().part().isJava() && !running.full());
        if (quick) {
            session.say("The region runs with the quick-start compiler; restarting it with the whole one.");
            Down.stopAll(session);
        }
        new Up().run(session, List.of("--full"));
    }

    private static List<String> command(Region region, Arguments arguments) {
        Path jar = region.root().resolve("benchmarks/target/benchmarks-0.1.0-SNAPSHOT.jar");
        List<String> command = new ArrayList<>(List.of(
                OwnJvm.java(),
                "-Xmx1g",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                jar + ":" + System.getProperty("java.class.path"),
                PROGRAM,
                region.url(Part.GATEWAY),
                region.issuer()));
        command.addAll(arguments.words());
        arguments.options().forEach((option, value) -> {
            if (!value.isEmpty()) {
                command.addAll(List.of(option, value));
            }
        });
        return command;
    }

    private record Usage(String name, Duration processor, long kilobytes) {}

    private static List<Usage> usage(Session session) {
        return session.supervisor().running().stream().map(Bench::usage).toList();
    }

    private static Usage usage(Running running) {
        Duration processor = running.process()
                .map(process -> {
                    Duration children =
                            process.descendants().map(Bench::processorTime).reduce(Duration.ZERO, Duration::plus);
                    return processorTime(process).plus(children);
                })
                .orElse(Duration.ZERO);
        return new Usage(running.name(), processor, Memory.resident(running.pid()));
    }

    private static Duration processorTime(ProcessHandle process) {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    private static void print(Session session, List<Usage> before, List<Usage> after) {
        Map<String, Usage> start = new HashMap<>();
        before.forEach(usage -> start.put(usage.name(), usage));
        session.say("");
        session.say(String.format(Locale.ROOT, ROW, "process", "processor", "memory then", "memory now"));
        for (Usage usage : after) {
            Usage earlier = start.getOrDefault(usage.name(), new Usage(usage.name(), Duration.ZERO, 0));
            double seconds = usage.processor().minus(earlier.processor()).toMillis() / 1000.0;
            session.say(String.format(
                    Locale.ROOT,
                    ROW,
                    usage.name(),
                    String.format(Locale.ROOT, "%.1f s", seconds),
                    earlier.kilobytes() / 1024 + " MB",
                    usage.kilobytes() / 1024 + " MB"));
        }
    }
}
