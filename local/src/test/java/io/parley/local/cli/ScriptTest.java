package io.parley.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScriptTest {

    private static final Path SCRIPT = Path.of("..", "parley").toAbsolutePath().normalize();

    @TempDir
    Path empty;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "up",
                "down",
                "reset",
                "status",
                "logs",
                "token",
                "demo",
                "test",
                "bench",
                "verify",
                "verify-log",
                "copy-log",
                "start",
                "stop",
                "kill"
            })
    void everyCommandExplainsItself(String command) throws Exception {
        Outcome outcome = run(Map.of(), command, "--help");

        assertThat(outcome.code()).isZero();
        assertThat(outcome.output()).startsWith("./parley " + command);
    }

    @Test
    void theHelpNamesEveryCommandThatHasOne() throws Exception {
        String overview = run(Map.of(), "--help").output();

        try (var files = Files.list(SCRIPT.resolveSibling("local/src/main/help"))) {
            files.map(file -> file.getFileName().toString().replace(".txt", ""))
                    .filter(name -> !name.equals("parley"))
                    .forEach(name -> assertThat(overview).contains("./parley " + name));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"upp", "parley", "../up", ""})
    void anUnknownCommandIsAnsweredWithTheHelp(String command) throws Exception {
        Outcome outcome = run(Map.of(), command);

        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.output()).contains("./parley up");
    }

    @Test
    void withoutAJdkItSaysWhatToInstall() throws Exception {
        Outcome outcome = run(Map.of("PARLEY_JDK_FOLDERS", empty.toString()), "status");

        assertThat(outcome.code()).isEqualTo(3);
        assertThat(outcome.output()).contains("No JDK 25 was found").contains("JAVA_HOME");
    }

    private record Outcome(int code, String output) {}

    private static Outcome run(Map<String, String> environment, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("bash", SCRIPT.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Outcome(process.waitFor(), output);
    }
}
