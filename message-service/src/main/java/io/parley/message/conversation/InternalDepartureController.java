package io.parley.message.conversation;

import io.parley.contracts.PersonId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/// For consent-service, which knows who left.
@RestController
class InternalDepartureController {

    private final Departures departures;

    InternalDepartureController(Departures departures) {
        this.departures = departures;
    }

    record Departure(@Nullable Instant returnedAt) {}

    @PostMapping("/internal/people/{id}/departure")
    Departures.Progress depart(@PathVariable UUID id, @RequestBody Departure departure) {
        Instant returned = departure.returnedAt();
        return departures.advance(new PersonId(id), returned == null ? Instant.MAX : returned);
    }
}
