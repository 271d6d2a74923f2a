package io.parley.local.region;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The options of the Java processes: quick to start by default, the whole compiler for measurements.
final class Jvm {

    private static final List<String> ALWAYS = List.of(
            "-XX:+ExitOnOutOfMemoryError",
            "-XX:-UsePerfData",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-Duser.timezone=UTC");

    private Jvm() {}

    static String executable() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    static List<String> run(Layout layout, Part part, boolean full) {
        List<String> command = options(part, full);
        if (layout.isTrained()) {
            command.addAll(List.of("-XX:AOTCache=" + layout.cache(), "-Xlog:aot*=off", "-Xlog:cds*=off"));
        }
        command.addAll(layout.program());
        return command;
    }

    /// Starts as usual, ends before it serves, and leaves the class cache in `target`.
    static List<String> train(Layout layout, Part part, Path target) {
        List<String> command = options(part, false);
        command.addAll(List.of("-XX:AOTCacheOutput=" + target, "-Dspring.context.exit=onRefresh"));
        command.addAll(layout.program());
        return command;
    }

    private static List<String> options(Part part, boolean full) {
        List<String> options = new ArrayList<>(List.of(executable()));
        options.addAll(ALWAYS);
        options.add("-XX:+UseSerialGC");
        options.add("-Xmx" + heapMegabytes(part, full) + "m");
        if (!full) {
            options.add("-XX:TieredStopAtLevel=1");
        }
        if (part == Part.KAFKA && full) {
            // Its pauses are long and hardly depend on what is young: few of them.
            options.addAll(List.of("-Xms768m", "-Xmn512m"));
        }
        if (part == Part.KAFKA) {
            options.add("-Dlogback.configurationFile=kafka-logback.xml");
        }
        return options;
    }

    private static int heapMegabytes(Part part, boolean full) {
        return switch (part) {
            case ISSUER -> 192;
            case KAFKA -> full ? 1024 : 384;
            case POSTGRES, REDIS, GATEWAY, MESSAGE, PRESENCE, ARCHIVE, CONSENT, AUDIT -> full ? 1024 : 384;
        };
    }
}
