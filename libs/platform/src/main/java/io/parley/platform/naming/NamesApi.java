package io.parley.platform.naming;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;

/// consent-service's internal call about names, present and former (scope `internal`).
@HttpExchange("/internal/people")
public interface NamesApi {

    /// At most this many people at once.
    int MOST = 1_000;

    /// Of each of these people all names, the earliest first; of whom nothing is known, nothing.
    @PostExchange("/names")
    Names names(@RequestBody Asked asked);

    record Asked(List<UUID> personIds) {}

    record Names(List<Name> names) {

        @Override
        public String toString() {
            return "Names[" + names.size() + "]";
        }
    }

    /// @param from inclusive
    /// @param to exclusive; null: until now
    record Name(
            UUID personId,
            String displayName,
            String userName,
            List<String> emails,
            Instant from,
            @Nullable Instant to) {

        @Override
        public String toString() {
            return "Name[" + personId + "]";
        }
    }
}
