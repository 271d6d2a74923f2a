package io.parley.gateway.socket;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;

/// presence-service's internal call for the gateway.
@HttpExchange("/internal")
interface Reachabilities {

    @GetExchange("/presence")
    List<Reachable> of(@RequestParam List<UUID> personIds);

    record Reachable(UUID personId, String state, @Nullable Instant lastSeen) {}
}
