package io.parley.text;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// One worker process, which reads one file at a time. It is started when it is needed, and anew after it was ended: by
/// a file that takes too long or too much, or by a fault of its own. It ends with the service, however that ends.
///
/// What it is given goes through its input and comes back through its output. It has no temporary folder, so that
/// nothing
/// of a file is ever on a disk, no environment, and no network.
public final class TextWorker implements AutoCloseable {

    private static final int OUT_OF_MEMORY = 3;
    /// Bytes of a UTF-16 unit.
    private static final int MOST_UTF8 = 3;
    private static final String NOWHERE = "/nonexistent";

    private final String classPath;
    private final TextLimits limits;
    private @Nullable Running running;

    /// @param folder with the worker's programs; several workers may share it
    public TextWorker(WorkerFolder folder, TextLimits limits) {
        this.classPath = folder.classPath();
        this.limits = limits;
    }

    /// @param name and `mediaType` as they were claimed; hints, no more
    /// @throws IOException when the worker cannot be started, or `bytes` cannot be read: no fault of the file
    public synchronized Extraction read(String name, String mediaType, long size, InputStream bytes)
            throws IOException {
        if (size > limits.bytes()) {
            return new Extraction.None(Extraction.Reason.TOO_LARGE);
        }
        byte[] content = bytes.readNBytes(Math.toIntExact(size));
        Running worker = running();
        Watch watch = Watch.over(worker.process(), limits);
        try {
            return worker.ask(name, mediaType, content);
        } catch (IOException ended) {
            return new Extraction.None(why(worker.process(), watch));
        } finally {
            watch.over();
        }
    }

    private Extraction.Reason why(Process process, Watch watch) throws IOException {
        running = null;
        process.destroyForcibly();
        try {
            int exit = process.waitFor();
            if (watch.struck()) {
                return Extraction.Reason.TIMEOUT;
            }
            return exit == OUT_OF_MEMORY ? Extraction.Reason.MEMORY : Extraction.Reason.CRASHED;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("text worker: interrupted", interrupted);
        }
    }

    private Running running() throws IOException {
        Running already = running;
        if (already != null && already.process().isAlive()) {
            return already;
        }
        Running fresh = Running.start(command(), Math.multiplyExact(limits.characters(), MOST_UTF8));
        running = fresh;
        return fresh;
    }

    private List<String> command() {
        return new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + limits.heapMegabytes() + "m",
                "-Xss1m",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:-CreateCoredumpOnCrash",
                "-XX:ErrorFile=/dev/null",
                "-Xlog:disable",
                "-Djava.awt.headless=true",
                "-Djava.io.tmpdir=" + NOWHERE,
                "-Duser.home=" + NOWHERE,
                "-Dpdfbox.fontcache=" + NOWHERE,
                "-Djdk.net.hosts.file=" + NOWHERE,
                "-Djavax.xml.accessExternalDTD=",
                "-Djavax.xml.accessExternalSchema=",
                "-Djdk.xml.entityExpansionLimit=2000",
                "-Djdk.xml.totalEntitySizeLimit=1000000",
                "-cp",
                classPath,
                "io.parley.text.worker.Main",
                Integer.toString(limits.characters())));
    }

    /// Ends the process; the next file starts another.
    @Override
    public synchronized void close() {
        Running worker = running;
        running = null;
        if (worker != null) {
            worker.process().destroyForcibly();
        }
    }

    /// For tests of what happens when it dies.
    synchronized long pid() {
        Running worker = running;
        return worker == null ? -1 : worker.process().pid();
    }

    private record Running(Process process, DataOutputStream to, DataInputStream from, int mostBytes) {

        static Running start(List<String> command, int mostBytes) throws IOException {
            ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
            builder.environment().clear();
            Process process = builder.start();
            return new Running(
                    process,
                    new DataOutputStream(new BufferedOutputStream(process.getOutputStream())),
                    new DataInputStream(new BufferedInputStream(process.getInputStream())),
                    mostBytes);
        }

        Extraction ask(String name, String mediaType, byte[] content) throws IOException {
            string(name);
            string(mediaType);
            to.writeInt(content.length);
            to.write(content);
            to.flush();
            String reason = string();
            if (!reason.isEmpty()) {
                return new Extraction.None(Extraction.Reason.of(reason));
            }
            boolean truncated = from.readBoolean();
            return new Extraction.Text(string(), truncated);
        }

        private void string(String text) throws IOException {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            to.writeInt(bytes.length);
            to.write(bytes);
        }

        /// Whatever happened to the worker, it cannot make the service hold more than it asked for.
        private String string() throws IOException {
            int length = from.readInt();
            if (length < 0 || length > mostBytes) {
                throw new IOException(
                        "text worker: answers with " + length + " bytes (expected: up to " + mostBytes + ")");
            }
            return new String(from.readNBytes(length), StandardCharsets.UTF_8);
        }
    }

    /// Ends a process that takes too long.
    private static final class Watch {

        private final Process process;
        private final Thread thread;
        private volatile boolean struck;

        private Watch(Process process, TextLimits limits) {
            this.process = process;
            this.thread = Thread.ofVirtual().name("text-watch").unstarted(() -> watch(limits));
        }

        static Watch over(Process process, TextLimits limits) {
            Watch watch = new Watch(process, limits);
            watch.thread.start();
            return watch;
        }

        private void watch(TextLimits limits) {
            try {
                if (!process.waitFor(limits.wallTime().toMillis(), TimeUnit.MILLISECONDS)) {
                    struck = true;
                    process.destroyForcibly();
                }
            } catch (InterruptedException done) {
                Thread.currentThread().interrupt();
            }
        }

        boolean struck() {
            return struck;
        }

        void over() {
            thread.interrupt();
        }
    }
}
