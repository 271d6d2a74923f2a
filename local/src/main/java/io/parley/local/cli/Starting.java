package io.parley.local.cli;

import io.parley.local.region.Instance;
import io.parley.local.region.Running;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// Brings processes up side by side and says how long each took: stores first, then what needs them.
final class Starting {

    private static final int TRAINED_AT_ONCE = 2;

    private final Session session;
    private final boolean full;

    Starting(Session session, boolean full) {
        this.session = session;
        this.full = full;
    }

    void start(List<Instance> instances) {
        together(
                instances.stream()
                        .map(instance -> (Runnable) () -> start(instance))
                        .toList(),
                instances.size());
    }

    /// Side by side, because training is mostly one thread's work.
    Duration train(List<Instance> instances) {
        List<Instance> untrained =
                instances.stream().filter(session.supervisor()::needsTraining).toList();
        if (untrained.isEmpty()) {
            return Duration.ZERO;
        }
        long started = System.nanoTime();
        session.say("Making class caches, once per build (later starts are much quicker):");
        together(
                untrained.stream()
                        .map(instance -> (Runnable) () -> train(instance))
                        .toList(),
                TRAINED_AT_ONCE);
        Duration took = Duration.ofNanos(System.nanoTime() - started);
        session.say("Made in " + took.toSeconds() + " s. Starting what needs the stores:");
        return took;
    }

    private void train(Instance instance) {
        long started = System.nanoTime();
        boolean trained = session.supervisor().train(instance);
        session.say(line(
                instance.name(),
                trained ? "" : "failed; it starts without, more slowly. See " + instance.name() + "-training.log",
                started));
    }

    private void start(Instance instance) {
        long started = System.nanoTime();
        Running running = session.supervisor().start(instance, full);
        session.supervisor().awaitReady(running);
        session.supervisor().prepare(instance.part());
        session.say(line(instance.name(), ":" + instance.port(), started));
    }

    private static String line(String name, String detail, long started) {
        double seconds = (System.nanoTime() - started) / 1e9;
        return String.format(Locale.ROOT, "  %-10s %-7s %5.1f s", name, detail, seconds);
    }

    /// The first failure ends the waiting for all; what was started goes on running.
    private static void together(List<Runnable> tasks, int atOnce) {
        if (tasks.isEmpty()) {
            return;
        }
        ExecutorService executor = Executors.newFixedThreadPool(atOnce);
        CompletionService<?> finished = new ExecutorCompletionService<>(executor);
        tasks.forEach(task -> finished.submit(task, null));
        try {
            for (int i = 0; i < tasks.size(); i++) {
                finished.take().get();
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } finally {
            executor.shutdownNow();
            // Whoever cleans up after a failure must not be overtaken by a process that was just being started.
            executor.close();
        }
    }
}
