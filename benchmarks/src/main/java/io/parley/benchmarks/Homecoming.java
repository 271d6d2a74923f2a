package io.parley.benchmarks;

import io.parley.benchmarks.machine.Processes;
import io.parley.benchmarks.machine.Usage;
import io.parley.benchmarks.people.Member;
import io.parley.benchmarks.socket.Loop;
import io.parley.client.Content;
import io.parley.client.Conversation;
import io.parley.client.ConversationId;
import io.parley.client.MessageId;
import io.parley.client.PersonId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/// Everybody loses their connection at once and comes back with a cursor some messages old: how long until all have
/// their welcome and everything they missed?
final class Homecoming implements Measurement {

    private static final String TITLE = "bench-homecoming";
    private static final Content WORDS = Content.text("The courier leaves the Shanghai warehouse tomorrow.");
    private static final int AT_ONCE = 64;
    private static final Duration ARRIVE_WITHIN = Duration.ofMinutes(5);
    private static final Duration RETURN_WITHIN = Duration.ofMinutes(3);

    private final Theatre theatre;
    private final Map<String, Long> setbacks = new TreeMap<>();
    private final List<Follower> followers = new ArrayList<>();
    private final List<Seat> seats = new ArrayList<>();

    Homecoming(Theatre theatre) {
        this.theatre = theatre;
    }

    @Override
    public boolean run(Report report) throws InterruptedException {
        List<Member> people = theatre.crowd().gatherSilent(number("--sockets"));
        List<String> tokens = theatre.crowd().tokens(people);
        theatre.say().accept("making groups ...");
        List<Conversation> groups = groups(people);
        try (Loop loop = new Loop(theatre.settings().gateway())) {
            seat(loop, tokens, groups);
            long began = System.nanoTime();
            new Entrance(loop, AT_ONCE).admit(seats, ARRIVE_WITHIN);
            report.line("%d sockets stood after %.1f s, let in %d at a time", seats.size(), since(began), AT_ONCE);
            setbacks.clear();
            return back(report, loop);
        }
    }

    private int number(String option) {
        return theatre.settings().number(option);
    }

    private static double since(long nanos) {
        return (System.nanoTime() - nanos) / 1e9;
    }

    /// Those of an earlier run are used again; each gets new messages.
    private List<Conversation> groups(List<Member> people) throws InterruptedException {
        List<Callable<Conversation>> calls = new ArrayList<>();
        int size = number("--group");
        for (int from = 0; from < people.size(); from += size) {
            List<Member> members = people.subList(from, Math.min(people.size(), from + size));
            calls.add(() -> group(members));
        }
        return theatre.crowd().together(calls);
    }

    private Conversation group(List<Member> members) {
        Member first = members.getFirst();
        List<PersonId> others = members.stream().skip(1).map(Member::id).toList();
        Conversation group = first.api().conversations().list(null, 100).items().stream()
                .filter(known -> Objects.equals(known.title(), TITLE)
                        && known.memberIds().size() == members.size()
                        && known.memberIds().containsAll(others))
                .findFirst()
                .orElseGet(() -> first.api().conversations().create(ConversationId.next(), "group", TITLE, others));
        for (int i = 0; i < number("--missed"); i++) {
            var _ = first.api().messages().send(group.conversationId(), MessageId.next(), WORDS);
        }
        return first.api().conversations().get(group.conversationId());
    }

    private void seat(Loop loop, List<String> tokens, List<Conversation> groups) {
        for (int i = 0; i < tokens.size(); i++) {
            Conversation group = groups.get(i / number("--group"));
            var follower = new Follower(group.conversationId().value(), group.lastSeq());
            followers.add(follower);
            seats.add(new Seat(loop, tokens.get(i), follower::hello, follower, true, setbacks));
        }
    }

    private boolean back(Report report, Loop loop) throws InterruptedException {
        theatre.say().accept("everybody loses the connection ...");
        List<Usage> before = theatre.processes().usage();
        long lost = scatter(loop);
        long end = lost + RETURN_WITHIN.toNanos();
        while (missing(loop) > 0 && System.nanoTime() - end < 0) {
            Thread.sleep(100);
        }
        List<Usage> used = Processes.between(before, theatre.processes().usage());
        return told(report, loop, lost, used);
    }

    /// @return when the connections were lost
    private long scatter(Loop loop) throws InterruptedException {
        loop.call(() -> {
            followers.forEach(follower -> follower.forget(number("--missed")));
            return followers;
        });
        long lost = System.nanoTime();
        if (theatre.settings().scenario() == Scenario.RESTART) {
            theatre.region().run("kill", "gateway");
            theatre.region().run("start", "gateway", "--full");
            theatre.say().accept(String.format(java.util.Locale.ROOT, "the gateway was away for %.1f s", since(lost)));
        } else {
            loop.run(() -> seats.forEach(Seat::drop));
        }
        return lost;
    }

    private long missing(Loop loop) throws InterruptedException {
        return loop.call(() ->
                followers.stream().filter(follower -> !follower.isCaughtUp()).count());
    }

    private boolean told(Report report, Loop loop, long lost, List<Usage> used) throws InterruptedException {
        Histogram returns = new Histogram(TimeUnit.MINUTES.toNanos(10), 3);
        long missing = missing(loop);
        long disordered = loop.call(
                () -> followers.stream().filter(Follower::isDisordered).count());
        loop.call(() -> {
            followers.stream()
                    .filter(Follower::isCaughtUp)
                    .forEach(follower -> returns.recordValue(follower.caughtUpAt() - lost));
            seats.forEach(Seat::leave);
            return seats;
        });
        report.value("returnSecondsP50", returns.getValueAtPercentile(50) / 1e9)
                .value("returnSecondsP99", returns.getValueAtPercentile(99) / 1e9)
                .value("returnSecondsAll", returns.getMaxValue() / 1e9)
                .value("notBack", missing)
                .value("disordered", disordered)
                .value("setbacks", setbacks)
                .line(
                        "back and caught up: half after %.1f s, 99 %% after %.1f s, the last after %.1f s",
                        returns.getValueAtPercentile(50) / 1e9,
                        returns.getValueAtPercentile(99) / 1e9,
                        returns.getMaxValue() / 1e9)
                .line(
                        "not back %d, with a gap or a repeat %d, ended or refused on the way: %s",
                        missing, disordered, setbacks)
                .processes(used, returns.getMaxValue() / 1e9, seats.size(), "client");
        return missing == 0 && disordered == 0;
    }
}
