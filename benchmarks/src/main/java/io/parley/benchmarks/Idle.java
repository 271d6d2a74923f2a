package io.parley.benchmarks;

import io.parley.benchmarks.machine.JavaHeap;
import io.parley.benchmarks.machine.Processes;
import io.parley.benchmarks.machine.Usage;
import io.parley.benchmarks.people.Member;
import io.parley.benchmarks.socket.ClientFrames;
import io.parley.benchmarks.socket.Loop;
import io.parley.benchmarks.socket.ServerFrame;
import io.parley.benchmarks.socket.SocketEvents;
import io.parley.benchmarks.socket.Wire;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Many people who say nothing: what does one of them cost the gateway?
final class Idle implements Measurement {

    private static final String GATEWAY = "gateway";
    private static final int AT_ONCE = 64;
    private static final Duration WITHIN = Duration.ofMinutes(5);
    private static final double KILO = 1024;
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);
    private static final double NOISE_KILOBYTES = 64;

    private final Theatre theatre;
    private final Map<String, Long> setbacks = new TreeMap<>();
    private long ended;

    Idle(Theatre theatre) {
        this.theatre = theatre;
    }

    private record Memory(double residentKilobytes, double heapKilobytes) {

        Memory each(Memory before, int sockets) {
            return new Memory(
                    (residentKilobytes - before.residentKilobytes) / sockets,
                    (heapKilobytes - before.heapKilobytes) / sockets);
        }
    }

    @Override
    public boolean run(Report report) throws InterruptedException {
        int sockets = theatre.settings().number("--sockets");
        freshGateway();
        List<Member> people = theatre.crowd().gatherSilent(sockets);
        List<String> tokens = theatre.crowd().tokens(people);
        try (Loop loop = new Loop(theatre.settings().gateway())) {
            List<Seat> seats = seats(loop, tokens);
            warmUp(loop, seats.subList(0, Math.min(seats.size(), 200)));
            Memory before = settled(loop);
            long began = System.nanoTime();
            new Entrance(loop, AT_ONCE).admit(seats, WITHIN);
            double seconds = (System.nanoTime() - began) / 1e9;
            report.value("connectSeconds", seconds).line("%d sockets stood after %.1f s", sockets, seconds);
            return held(report, loop, seats, before);
        }
    }

    /// Pages that earlier load has touched would hide what the sockets need.
    private void freshGateway() {
        if (theatre.processes().isLocal()) {
            theatre.region().run("stop", GATEWAY);
            theatre.region().run("start", GATEWAY, "--full");
        }
    }

    /// Classes that the first sockets load are not what one more socket costs.
    private void warmUp(Loop loop, List<Seat> some) throws InterruptedException {
        new Entrance(loop, AT_ONCE).admit(some, WITHIN);
        loop.call(() -> {
            some.forEach(Seat::drop);
            return some;
        });
    }

    /// The gateway has let go of the warm-up's sockets when its live heap falls no more.
    private Memory settled(Loop loop) throws InterruptedException {
        Memory now = memory();
        Memory last;
        do {
            last = now;
            Thread.sleep(LOOK_AGAIN);
            now = memory();
        } while (now.heapKilobytes() < last.heapKilobytes() - NOISE_KILOBYTES);
        loop.call(() -> ended = 0);
        return now;
    }

    private List<Seat> seats(Loop loop, List<String> tokens) {
        byte[] hello = ClientFrames.hello("bench", Map.of());
        List<Seat> seats = new ArrayList<>();
        for (String token : tokens) {
            seats.add(new Seat(loop, token, () -> hello, new Silent(), false, setbacks));
        }
        return seats;
    }

    private boolean held(Report report, Loop loop, List<Seat> seats, Memory before) throws InterruptedException {
        theatre.say().accept("waiting while nothing happens ...");
        List<Usage> start = theatre.processes().usage();
        Thread.sleep(theatre.settings().seconds("--seconds"));
        List<Usage> used = Processes.between(start, theatre.processes().usage());
        Memory each = memory().each(before, seats.size());
        long lost = loop.call(() -> ended);
        report.value("lost", lost)
                .value("setbacks", setbacks)
                .value("gatewayResidentKilobytesEach", each.residentKilobytes())
                .value("gatewayHeapKilobytesEach", each.heapKilobytes())
                .line(
                        "one socket costs the gateway %.1f KB of memory, %.1f KB of it live heap",
                        each.residentKilobytes(), each.heapKilobytes())
                .line("ended by the server: %d, tries that failed: %s", lost, setbacks)
                .processes(used, theatre.settings().number("--seconds"), seats.size(), "socket");
        loop.call(() -> {
            seats.forEach(Seat::leave);
            return seats;
        });
        return lost == 0;
    }

    /// After a full collection, so that garbage does not count.
    private Memory memory() {
        if (!theatre.processes().isLocal()) {
            return new Memory(0, 0);
        }
        long pid = theatre.processes().pid(GATEWAY);
        double heap = JavaHeap.liveBytes(pid) / KILO;
        double resident = theatre.processes().usage().stream()
                .filter(usage -> usage.name().equals(GATEWAY))
                .mapToDouble(Usage::residentMegabytes)
                .sum();
        return new Memory(resident * KILO, heap);
    }

    private final class Silent implements SocketEvents {

        @Override
        public void frame(Wire wire, ServerFrame frame, long nanos) {}

        @Override
        public void closed(Wire wire, String why) {
            ended++;
        }
    }
}
