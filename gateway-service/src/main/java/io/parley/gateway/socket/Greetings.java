package io.parley.gateway.socket;

import java.util.List;
import java.util.UUID;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;

/// consent-service's internal call for the gateway.
@HttpExchange("/internal")
interface Greetings {

    /// People who are not registered are left out.
    @PostExchange("/greetings")
    List<Greeting> greetings(@RequestBody PeopleAsked people);

    record Greeting(UUID personId, int pendingNotices) {}
}
