package io.parley.local.cli;

import io.parley.local.region.CommandFailed;
import io.parley.local.region.Part;
import io.parley.local.region.Region;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Measures a region that runs as for measurements ([Running#full]). What can be measured and how is the generator's
/// affair.
final class Bench implements Command {

    private static final String PROGRAM = "io.parley.benchmarks.Bench";

    @Override
    public int run(Session session, List<String> given) {
        List<String> words =
                given.stream().filter(word -> !word.equals("--no-build")).toList();
        Region region = session.region();
        if (words.contains("jmh")) {
            return OwnJvm.run(region.root(), Map.of(), jmh(region, words));
        }
        if (words.contains("audit")) {
            return OwnJvm.run(region.root(), Map.of("JAVA_HOME", System.getProperty("java.home")), audit(words));
        }
        bringUpFull(session);
        Map<String, String> environment = Map.of(
                "PARLEY_HOME", region.home().toString(),
                "PARLEY_COMMAND", region.root().resolve("parley").toString(),
                "PARLEY_ARCHIVE_METRICS", region.metrics(Part.ARCHIVE));
        return OwnJvm.run(region.root(), environment, command(region, words));
    }

    private static void bringUpFull(Session session) {
        boolean quick = session.supervisor().running().stream().anyMatch(running -> !running.full());
        if (quick) {
            session.say("The region is made to start quickly; restarting it with the whole compiler, and with room.");
            Down.stopAll(session);
        }
        new Up().run(session, List.of("--full"));
    }

    private static List<String> command(Region region, List<String> words) {
        Path target = region.root().resolve("benchmarks/target");
        List<String> command = new ArrayList<>(List.of(
                OwnJvm.java(),
                "-Xmx1g",
                "-XX:+UseSerialGC",
                "-Dio.netty.buffer.checkBounds=false",
                "-Dio.netty.leakDetection.level=disabled",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                target.resolve("benchmarks-0.1.0-SNAPSHOT.jar") + ":" + classpath(target),
                PROGRAM,
                region.url(Part.GATEWAY),
                region.issuer()));
        command.addAll(words);
        return command;
    }

    /// Inside audit-service's own tests: appending is nothing that a client does.
    private static List<String> audit(List<String> words) {
        Arguments arguments = Arguments.parse(words, Set.of(), Set.of("--events"));
        String events = arguments.value("--events").orElse("1000000");
        return List.of(
                "./mvnw",
                "-q",
                "-pl",
                "audit-service",
                "-am",
                "test",
                "-Dtest=AuditMeasurement",
                "-Dsurefire.failIfNoSpecifiedTests=false",
                "-Dparley.measure=audit",
                "-Dparley.measure.events=" + events);
    }

    /// The words after `jmh` are JMH's own: a pattern, `-prof gc` and so on.
    private static List<String> jmh(Region region, List<String> words) {
        Path target = region.root().resolve("benchmarks/jmh/target");
        List<String> command = new ArrayList<>(List.of(
                OwnJvm.java(),
                "-cp",
                target.resolve("benchmarks-jmh-0.1.0-SNAPSHOT.jar") + ":" + classpath(target),
                "org.openjdk.jmh.Main",
                "-jvmArgsAppend",
                "--enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow"));
        command.addAll(words.subList(words.indexOf("jmh") + 1, words.size()));
        return command;
    }

    private static String classpath(Path target) {
        Path list = target.resolve("classpath.txt");
        try {
            return Files.readString(list).strip();
        } catch (IOException e) {
            throw new CommandFailed(
                    CommandFailed.FAILED,
                    "file: " + list + " cannot be read (expected: built; run without --no-build)");
        }
    }
}
