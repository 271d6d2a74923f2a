package io.parley.client;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import java.util.function.UnaryOperator;

/// Puts the numbered events of one conversation in order: each number is released once, ascending, however they arrive.
/// Pure; whoever drives it asks for the [#gap()] and settles it from the history.
final class Sequence<E> {

    private final ToLongFunction<E> number;
    private final SortedMap<Long, E> waiting = new TreeMap<>();
    private long released;

    /// @param released the last number already handed on; 0 when none was
    Sequence(long released, ToLongFunction<E> number) {
        this.released = released;
        this.number = number;
    }

    /// Numbers `first` to `last`, both included, that have not arrived though later ones have.
    record Gap(long first, long last) {}

    /// The last number handed on without a gap before it.
    long cursor() {
        return released;
    }

    /// Takes an event in and gives what may be handed on now.
    List<E> offer(E event) {
        if (number.applyAsLong(event) > released) {
            waiting.putIfAbsent(number.applyAsLong(event), event);
        }
        return release();
    }

    Optional<Gap> gap() {
        return waiting.isEmpty() ? Optional.empty() : Optional.of(new Gap(released + 1, waiting.firstKey() - 1));
    }

    /// The history has told everything there is of the gap. Numbers it does not have are not for this person (from
    /// before
    /// they joined, say) and are passed over.
    List<E> settle(Gap gap, List<E> history) {
        List<E> ready = new ArrayList<>();
        for (E event : history) {
            ready.addAll(offer(event));
        }
        while (released < gap.last()) {
            released = waiting.isEmpty() ? gap.last() : Math.min(gap.last(), waiting.firstKey() - 1);
            ready.addAll(release());
        }
        ready.addAll(release());
        return ready;
    }

    /// Of those between two numbers, both included, that still wait.
    void replace(long first, long last, UnaryOperator<E> by) {
        waiting.subMap(first, last + 1).replaceAll((_, event) -> by.apply(event));
    }

    private List<E> release() {
        List<E> ready = new ArrayList<>();
        while (!waiting.isEmpty() && waiting.firstKey() == released + 1) {
            ready.add(waiting.remove(waiting.firstKey()));
            released++;
        }
        return ready;
    }
}
