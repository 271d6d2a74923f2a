package io.parley.archive.officer;

import io.parley.contracts.Ids;
import io.parley.platform.problem.DomainException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Which part of a list is asked for; lists ascend by id.
public record ListQuery(UUID after, int limit) {

    private static final UUID FIRST = new UUID(0, 0);
    private static final int MOST = 1000;

    public static ListQuery of(@Nullable String after, int limit) {
        if (limit < 1 || limit > MOST) {
            throw DomainException.invalid("limit", "1.." + MOST);
        }
        return new ListQuery(cursor(after), limit);
    }

    private static UUID cursor(@Nullable String after) {
        try {
            return after == null ? FIRST : Ids.parse(after);
        } catch (IllegalArgumentException e) {
            throw DomainException.invalid("after", "a cursor that a page gave you");
        }
    }
}
