package io.parley.gateway.socket;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;

/// presence-service's internal call for the gateway.
@HttpExchange("/internal")
interface Reachabilities {

    /// As this person may see them.
    @GetExchange("/presence")
    List<Reachable> of(@RequestParam List<UUID> personIds, @RequestParam UUID by);

    /// Those of the watchers who may see a person who shows themselves to contacts only.
    @PostExchange("/presence/viewers")
    List<UUID> viewers(@RequestBody Asking asking);

    record Asking(UUID personId, List<UUID> watcherIds) {}

    record Reachable(UUID personId, String state, @Nullable Instant lastSeen) {}
}
