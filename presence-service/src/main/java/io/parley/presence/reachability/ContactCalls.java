package io.parley.presence.reachability;

import java.util.List;
import java.util.UUID;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;

/// message-service's internal call for presence.
@HttpExchange("/internal")
interface ContactCalls {

    @PostExchange("/people/{personId}/contacts")
    List<UUID> contacts(@PathVariable UUID personId, @RequestBody Among among);

    record Among(List<UUID> personIds) {}
}
