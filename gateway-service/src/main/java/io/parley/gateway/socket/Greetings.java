package io.parley.gateway.socket;

import java.util.UUID;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;

/// consent-service's internal call for the gateway.
@HttpExchange("/internal")
interface Greetings {

    @GetExchange("/people/{personId}/greeting")
    Greeting greeting(@PathVariable UUID personId);

    record Greeting(int pendingNotices) {}
}
