package io.parley.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// The `./parley` script, which is how an operator kills and starts a process.
final class Script {

    private static final int MINUTES = 3;

    private Script() {}

    static void parley(String... arguments) {
        parley(Map.of(), arguments);
    }

    /// @param settings environment variables, which the processes inherit
    static void parley(Map<String, String> settings, String... arguments) {
        Outcome outcome = run(settings, arguments);
        assertThat(outcome.code())
                .as("%s said %s", List.of(arguments), outcome.output())
                .isZero();
    }

    record Outcome(int code, String output) {}

    /// However it ends.
    static Outcome run(String... arguments) {
        return run(Map.of(), arguments);
    }

    private static Outcome run(Map<String, String> settings, String... arguments) {
        List<String> command = new ArrayList<>(List.of(Region.SCRIPT.toString()));
        command.addAll(List.of(arguments));
        try {
            Path output = Files.createTempFile("parley", ".out");
            var builder =
                    new ProcessBuilder(command).directory(Region.ROOT.toFile()).redirectErrorStream(true);
            builder.environment().put("PARLEY_HOME", Region.HOME.toString());
            builder.environment().put("PARLEY_PORT_OFFSET", String.valueOf(Region.GATEWAY.getPort() - 8080));
            builder.environment().put("PARLEY_NO_BUILD", "true");
            builder.environment().putAll(settings);
            Process process = builder.redirectInput(new File("/dev/null"))
                    .redirectOutput(output.toFile())
                    .start();
            boolean ended = process.waitFor(MINUTES, TimeUnit.MINUTES);
            assertThat(ended).as("%s ended", command).isTrue();
            var outcome = new Outcome(process.exitValue(), Files.readString(output));
            Files.delete(output);
            return outcome;
        } catch (IOException e) {
            throw new AssertionError(command.toString(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(command.toString(), e);
        }
    }
}
