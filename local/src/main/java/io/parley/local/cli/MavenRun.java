package io.parley.local.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.regex.Pattern;

/// Runs Maven, keeps all of its output in a log and shows what a person wants to follow.
final class MavenRun {

    private static final Pattern WORTH_SHOWING = Pattern.compile(
            "^\\[INFO] Building io|^\\[INFO] Building (?!jar)|^\\[(INFO|ERROR|WARNING)] Tests run:.* in ");
    private static final int LAST_ERRORS = 40;

    private final Session session;
    private final Path root;
    private final Path log;

    MavenRun(Session session, Path root, Path log) {
        this.session = session;
        this.root = root;
        this.log = log;
    }

    int run(List<String> command, Map<String, String> environment) {
        Queue<String> errors = new ArrayDeque<>();
        try {
            Files.createDirectories(Objects.requireNonNull(log.getParent()));
            ProcessBuilder builder =
                    new ProcessBuilder(command).directory(root.toFile()).redirectErrorStream(true);
            builder.environment().putAll(environment);
            builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
            Process process = builder.start();
            follow(process, errors);
            int code = process.waitFor();
            if (code != 0) {
                errors.forEach(session::say);
                session.say("All of it: " + log);
            }
            return code;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void follow(Process process, Queue<String> errors) throws IOException {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
                Writer writer = Files.newBufferedWriter(log)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                writer.write(line + "\n");
                show(line, errors);
            }
        }
    }

    private void show(String line, Queue<String> errors) {
        if (WORTH_SHOWING.matcher(line).find()) {
            session.say("  " + line.replaceFirst("^\\[\\w+] ", ""));
        } else if (line.startsWith("[ERROR]")) {
            errors.add(line);
            if (errors.size() > LAST_ERRORS) {
                errors.remove();
            }
        }
    }
}
