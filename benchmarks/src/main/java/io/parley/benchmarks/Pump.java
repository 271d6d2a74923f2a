package io.parley.benchmarks;

import io.parley.benchmarks.socket.Loop;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Makes the speakers speak until told to stop. Belongs to the loop.
final class Pump {

    /// Messages due within this time leave together.
    private static final long GRAIN = 250_000;
    private static final double NANOS = 1e9;

    private final Loop loop;
    private final List<Speaker> speakers;
    private final Set<Speaker> unflushed = new HashSet<>();
    private boolean running = true;
    private long begin;
    private long turn;

    Pump(Loop loop, List<Speaker> speakers) {
        this.loop = loop;
        this.speakers = speakers;
    }

    void stop() {
        running = false;
    }

    /// Every speaker keeps as many messages under way; [#again(Speaker)] replaces one.
    void fill(int window) {
        for (int i = 0; i < window; i++) {
            speakers.forEach(this::again);
        }
    }

    void again(Speaker speaker) {
        if (!running) {
            return;
        }
        speaker.send(System.nanoTime());
        if (unflushed.isEmpty()) {
            loop.run(this::flush);
        }
        unflushed.add(speaker);
    }

    private void flush() {
        unflushed.forEach(Speaker::flush);
        unflushed.clear();
    }

    /// The speakers take turns, so that together they say `rate` messages per second, answered or not.
    void pace(int rate) {
        begin = System.nanoTime();
        turn = 0;
        keepPace(rate);
    }

    private void keepPace(int rate) {
        long now = System.nanoTime();
        long due = due(rate);
        while (running && due - now <= 0) {
            Speaker speaker = speakers.get((int) (turn++ % speakers.size()));
            speaker.send(due);
            speaker.flush();
            due = due(rate);
        }
        if (running) {
            loop.after(Math.max(due - now, GRAIN), () -> keepPace(rate));
        }
    }

    private long due(int rate) {
        return begin + (long) (turn * NANOS / rate);
    }
}
