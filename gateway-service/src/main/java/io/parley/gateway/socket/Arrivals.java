package io.parley.gateway.socket;

import io.parley.contracts.PersonId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/// Asks message-service and consent-service what a welcome needs to say.
///
/// The first hello is asked for at once; those that come while it is are asked for together next. So a storm of
/// reconnecting clients costs the services behind a few large questions, and a lone client no time.
@Component
final class Arrivals {

    private static final int MOST_AT_ONCE = 250;

    private final MessageHistory history;
    private final Greetings greetings;
    private final Queue<Waiting> queue = new ArrayDeque<>();
    private boolean asking;

    Arrivals(MessageHistory history, Greetings greetings) {
        this.history = history;
        this.greetings = greetings;
    }

    /// Where somebody stands who arrives.
    record Arrival(List<Standing> standings, int pendingNotices) {}

    private record Waiting(UUID person, CompletableFuture<Arrival> answer) {}

    /// Blocks. Fails as the services behind do.
    Arrival of(PersonId person) {
        var waiting = new Waiting(person.value(), new CompletableFuture<>());
        if (mustAsk(waiting)) {
            Thread.startVirtualThread(this::ask);
        }
        try {
            return waiting.answer().join();
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof RuntimeException known ? known : failed;
        }
    }

    private synchronized boolean mustAsk(Waiting waiting) {
        queue.add(waiting);
        boolean first = !asking;
        asking = true;
        return first;
    }

    private void ask() {
        for (List<Waiting> next = next(); !next.isEmpty(); next = next()) {
            List<Waiting> together = next;
            try {
                answer(together);
            } catch (RuntimeException down) {
                together.forEach(one -> one.answer().completeExceptionally(down));
            }
        }
    }

    private synchronized List<Waiting> next() {
        List<Waiting> next = new ArrayList<>();
        while (next.size() < MOST_AT_ONCE && !queue.isEmpty()) {
            next.add(queue.remove());
        }
        asking = !next.isEmpty();
        return next;
    }

    private void answer(List<Waiting> together) {
        var people = new PeopleAsked(
                together.stream().map(Waiting::person).distinct().toList());
        Map<UUID, List<Standing>> standings = new LinkedHashMap<>();
        history.standings(people).forEach(one -> standings.put(one.personId(), one.conversations()));
        Map<UUID, Integer> notices = greetings.greetings(people).stream()
                .collect(Collectors.toMap(Greetings.Greeting::personId, Greetings.Greeting::pendingNotices));
        together.forEach(one -> one.answer()
                .complete(new Arrival(
                        standings.getOrDefault(one.person(), List.of()), notices.getOrDefault(one.person(), 0))));
    }
}
