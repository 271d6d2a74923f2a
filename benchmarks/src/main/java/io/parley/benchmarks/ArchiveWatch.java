package io.parley.benchmarks;

import io.parley.benchmarks.socket.Loop;
import io.parley.client.Archive;
import io.parley.client.ConversationId;
import io.parley.client.ParleyClient;
import io.parley.client.ProblemException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

/// Tells how many seconds the archive is behind the sockets: it asks, as an auditor may, up to which number of a
/// conversation the archive has decided, and looks up when the next number was seen. One conversation at a time, in
/// turn.
final class ArchiveWatch {

    private static final Duration EVERY = Duration.ofMillis(500);

    private final ParleyClient auditor;
    private final Loop loop;
    private final List<Talk> talks;
    private volatile boolean running = true;
    private double most;
    private double last;
    private int samples;
    private int turn;

    ArchiveWatch(ParleyClient auditor, Loop loop, List<Talk> talks) {
        this.auditor = auditor;
        this.loop = loop;
        this.talks = talks;
    }

    /// @param maxSeconds the most the archive was behind during the measurement
    /// @param endSeconds how far it was behind when the load stopped
    record Lag(double maxSeconds, double endSeconds, int samples) {}

    Thread start() {
        return Thread.ofVirtual().start(() -> {
            try {
                while (running) {
                    Thread.sleep(EVERY);
                    sample();
                }
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        });
    }

    Lag stop(Thread watching) throws InterruptedException {
        running = false;
        watching.join();
        return new Lag(most, last, samples);
    }

    private void sample() throws InterruptedException {
        Talk talk = talks.get(turn++ % talks.size());
        long spoken = loop.call(() -> talk.timeline().last());
        OptionalLong covered = covered(talk);
        if (covered.isPresent()) {
            long now = System.nanoTime();
            last = loop.call(() -> talk.timeline().behind(covered.getAsLong(), spoken, now)) / 1e9;
            most = Math.max(most, last);
            samples++;
        }
    }

    /// A conversation the archive has not met yet is covered up to 0. Empty: the archive had no time to say, or the
    /// sign-in.
    private OptionalLong covered(Talk talk) {
        try {
            return OptionalLong.of(coverage(talk).lastSeq());
        } catch (ProblemException problem) {
            return switch (problem.status()) {
                case 404 -> OptionalLong.of(0);
                case 429, 503 -> OptionalLong.empty();
                default -> throw problem;
            };
        } catch (UncheckedIOException timeout) {
            return OptionalLong.empty();
        }
    }

    /// Waits until the archive has decided about everything that was said.
    ///
    /// @return what it says about all conversations together then
    Coverage settle(Duration within) throws InterruptedException {
        long deadline = System.nanoTime() + within.toNanos();
        long begun = System.nanoTime();
        long missing = 0;
        long archived = 0;
        long notArchived = 0;
        for (Talk talk : talks) {
            long spoken = loop.call(() -> talk.timeline().last());
            while (covered(talk).orElse(-1) < spoken && System.nanoTime() < deadline) {
                Thread.sleep(100);
            }
            Archive.Coverage coverage = coverage(talk);
            missing += coverage.missing() + Math.max(0, spoken - coverage.lastSeq());
            archived += coverage.archived();
            notArchived += coverage.notArchivedCount();
        }
        return new Coverage(archived, notArchived, missing, (System.nanoTime() - begun) / 1e9);
    }

    /// @param afterSeconds how long it took after the last message had arrived at the sockets
    record Coverage(long archived, long notArchived, long missing, double afterSeconds) {}

    private Archive.Coverage coverage(Talk talk) {
        return auditor.archive().coverage(new ConversationId(talk.conversation()));
    }
}
