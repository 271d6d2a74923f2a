package io.parley.local.region;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// Makes the class cache (JEP 483, JEP 514) of one build: the process starts as usual, ends before it serves, and
/// writes down what it loaded.
final class Training {

    private static final long SECONDS = 180;

    private final Layout layout;
    private final Part part;

    Training(Layout layout, Part part) {
        this.layout = layout;
        this.part = part;
    }

    boolean run(Map<String, String> environment, Path log) {
        Path draft = layout.folder().resolve(part.label() + ".training");
        Path data = layout.folder().resolve("training");
        try {
            Launch launch = new Launch(command(draft, data), environment, layout.build());
            if (endsWell(launch.spawn(log)) && Files.exists(draft)) {
                Files.move(draft, layout.cache(), StandardCopyOption.ATOMIC_MOVE);
            }
            Layouts.delete(data);
            Files.deleteIfExists(draft);
            Files.deleteIfExists(draft.resolveSibling(draft.getFileName() + ".config"));
            return layout.isTrained();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> command(Path draft, Path data) throws IOException {
        List<String> command = new ArrayList<>(Jvm.train(layout, part, draft));
        if (part == Part.KAFKA) {
            command.addAll(List.of(data.toString(), freePort(), freePort(), "--train"));
        }
        return command;
    }

    /// It is of no use to anybody when this program is interrupted meanwhile.
    private static boolean endsWell(Process process) {
        Thread atExit = new Thread(process::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(atExit);
        try {
            boolean ended = process.waitFor(SECONDS, TimeUnit.SECONDS);
            process.destroyForcibly();
            return ended && process.exitValue() == 0;
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            return false;
        } finally {
            Runtime.getRuntime().removeShutdownHook(atExit);
        }
    }

    private static String freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return Integer.toString(socket.getLocalPort());
        }
    }
}
