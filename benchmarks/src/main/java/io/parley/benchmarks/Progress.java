package io.parley.benchmarks;

import io.parley.benchmarks.socket.Loop;
import io.parley.benchmarks.socket.MessageIds;
import java.time.Clock;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/// What all speakers and listeners of a run have come to. Belongs to the loop.
final class Progress {

    private final Loop loop;
    private final Meter meter = new Meter();
    private final MessageIds ids = new MessageIds(RandomGenerator.getDefault().nextLong());
    private final long epochMilliAtZero;
    private final Map<String, Long> failures = new TreeMap<>();
    private Consumer<Speaker> onAccepted = speaker -> {};
    private Consumer<Speaker> onComplete = speaker -> {};
    private long sent;
    private long accepted;
    private long expected;
    private long delivered;
    private long throttled;

    Progress(Loop loop, Clock clock) {
        this.loop = loop;
        this.epochMilliAtZero = clock.millis() - TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    }

    Meter meter() {
        return meter;
    }

    MessageIds ids() {
        return ids;
    }

    long epochMilli(long nanos) {
        return epochMilliAtZero + TimeUnit.NANOSECONDS.toMillis(nanos);
    }

    void whenAccepted(Consumer<Speaker> action) {
        onAccepted = action;
    }

    /// When the last copy of a message has arrived.
    void whenComplete(Consumer<Speaker> action) {
        onComplete = action;
    }

    void complete(Speaker speaker) {
        onComplete.accept(speaker);
    }

    void sent(int copies) {
        sent++;
        expected += copies;
    }

    void accepted(Speaker speaker, long due, long nanos) {
        accepted++;
        meter.accepted(due, nanos);
        onAccepted.accept(speaker);
    }

    void delivered(long due, long nanos) {
        delivered++;
        meter.delivered(due, nanos);
    }

    void throttled(long millis, Runnable again) {
        throttled++;
        loop.after(TimeUnit.MILLISECONDS.toNanos(millis), again);
    }

    /// @param copies deliveries that will not come because of it
    void failed(String why, int copies) {
        failures.merge(why, 1L, Long::sum);
        expected -= copies;
    }

    /// @param lost deliveries that were to come and did not
    record State(long sent, long accepted, long delivered, long lost, long throttled, Map<String, Long> failures) {

        boolean isSettled() {
            return lost <= 0;
        }

        boolean isWhole() {
            return lost == 0 && failures.isEmpty();
        }
    }

    State state() {
        return new State(sent, accepted, delivered, expected - delivered, throttled, Map.copyOf(failures));
    }
}
