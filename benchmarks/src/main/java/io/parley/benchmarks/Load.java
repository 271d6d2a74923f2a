package io.parley.benchmarks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/// Makes the senders speak until told to stop.
final class Load {

    private final Settings settings;
    private final List<Pair> pairs;
    private final List<Thread> speakers = new ArrayList<>();
    private volatile boolean running = true;

    Load(Settings settings, List<Pair> pairs) {
        this.settings = settings;
        this.pairs = pairs;
    }

    void start() {
        long now = System.nanoTime();
        for (int i = 0; i < pairs.size(); i++) {
            Pair pair = pairs.get(i);
            long offset = interval() * i / pairs.size();
            speakers.add(Thread.startVirtualThread(
                    settings.scenario().equals("pairs") ? () -> saturate(pair) : () -> keepPace(pair, now + offset)));
        }
    }

    void stop() throws InterruptedException {
        running = false;
        for (Thread speaker : speakers) {
            var _ = speaker.join(Duration.ofSeconds(30));
        }
    }

    /// The socket's window holds the sender back.
    private void saturate(Pair pair) {
        while (running) {
            pair.send(System.nanoTime());
        }
    }

    /// Latency counts from when a message should have been sent: a stall shows in every message it delayed.
    private void keepPace(Pair pair, long first) {
        for (long due = first; running; due += interval()) {
            while (running && due - System.nanoTime() > 0) {
                LockSupport.parkNanos(this, due - System.nanoTime());
            }
            pair.send(due);
        }
    }

    private long interval() {
        return Duration.ofSeconds(pairs.size()).toNanos() / settings.rate();
    }
}
