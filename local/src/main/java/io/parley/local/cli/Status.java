package io.parley.local.cli;

import io.parley.local.region.Instance;
import io.parley.local.region.Memory;
import io.parley.local.region.Running;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// The table of processes. Fails when one that should run is not ready, so that scripts can ask.
final class Status implements Command {

    private static final String ROW = "%-11s %8s %7s %9s %10s  %s";

    @Override
    public int run(Session session, List<String> given) {
        Arguments.parse(given, Set.of(), Set.of()).requireNoWords();
        session.say(row("process", "pid", "port", "memory", "uptime", "state"));
        List<Running> running = session.supervisor().running();
        boolean allReady = true;
        for (Instance instance : instances(session, running)) {
            allReady &= print(session, instance, running);
        }
        return allReady ? 0 : 1;
    }

    private static List<Instance> instances(Session session, List<Running> running) {
        List<Instance> instances = new ArrayList<>(session.region().instances());
        running.stream()
                .map(Running::instance)
                .filter(instance -> instance.number() > 1)
                .forEach(instances::add);
        return instances;
    }

    private static boolean print(Session session, Instance instance, List<Running> running) {
        String port = Integer.toString(instance.port());
        return running.stream()
                .filter(each -> each.name().equals(instance.name()))
                .findFirst()
                .map(each -> {
                    boolean ready = session.supervisor().isReady(each.instance());
                    session.say(row(
                            each.name(),
                            Long.toString(each.pid()),
                            port,
                            Memory.resident(each.pid()) / 1024 + " MB",
                            uptime(Duration.between(
                                    each.startedAt(), session.clock().instant())),
                            ready ? "ready" : "not ready"));
                    return ready;
                })
                .orElseGet(() -> {
                    session.say(row(instance.name(), "-", port, "-", "-", "not running"));
                    return false;
                });
    }

    private static String row(String name, String pid, String port, String memory, String uptime, String state) {
        return String.format(Locale.ROOT, ROW, name, pid, port, memory, uptime, state);
    }

    private static String uptime(Duration duration) {
        return String.format(
                Locale.ROOT, "%d:%02d:%02d", duration.toHours(), duration.toMinutesPart(), duration.toSecondsPart());
    }
}
