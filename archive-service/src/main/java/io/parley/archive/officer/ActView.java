package io.parley.archive.officer;

import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A step as it is shown.
public record ActView(
        String step, UUID by, Instant at, @Nullable String comment) {

    public static <S extends Enum<S>> List<ActView> of(SortedMap<S, Act> acts, Function<S, String> code) {
        return acts.entrySet().stream()
                .map(taken -> of(code.apply(taken.getKey()), taken.getValue()))
                .toList();
    }

    private static ActView of(String step, Act act) {
        return new ActView(step, act.by().value(), act.at(), act.comment());
    }

    @Override
    public String toString() {
        return "[redacted]";
    }
}
