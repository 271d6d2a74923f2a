package io.parley.local.region;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// How a process is started.
///
/// @param build names what it runs; another value means that a restart would run something newer
record Launch(List<String> command, Map<String, String> environment, String build) {

    private static final Path SETSID = Path.of("/usr/bin/setsid");

    /// In a session of its own, so that it outlives the terminal and its Ctrl-C.
    Launch detached() {
        List<String> detached = new ArrayList<>();
        detached.add(Files.isExecutable(SETSID) ? SETSID.toString() : "nohup");
        detached.addAll(command);
        return new Launch(detached, environment, build);
    }

    /// Everything it prints is added to `log`.
    Process spawn(Path log) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().keySet().removeIf(Launch::isForeign);
        builder.environment().putAll(environment);
        return builder.start();
    }

    /// What a developer exported for something else must not reach the services.
    private static boolean isForeign(String variable) {
        return variable.startsWith("SPRING_")
                || variable.startsWith("SERVER_")
                || variable.startsWith("MANAGEMENT_")
                || variable.equals("JAVA_TOOL_OPTIONS")
                || variable.equals("JDK_JAVA_OPTIONS");
    }
}
