package io.parley.gateway.socket;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;

/// message-service's internal calls for the gateway.
@HttpExchange("/internal")
interface MessageHistory {

    @PostExchange("/standings")
    List<Standings> standings(@RequestBody PeopleAsked people);

    /// A `MessageRun`, null for an empty one: the facts after a number, ascending, as far as this person may see them.
    /// 403 or 404 when the
    /// person is not a member.
    @GetExchange(value = "/conversations/{id}/run", accept = MediaType.ALL_VALUE)
    byte @Nullable [] run(
            @PathVariable UUID id, @RequestParam long after, @RequestParam int limit, @RequestParam UUID personId);

    /// 404 when nobody is.
    @GetExchange("/conversations/{id}/members")
    Members members(@PathVariable UUID id);

    /// Counts no further than `most`.
    @GetExchange("/conversations/{id}/size")
    Size size(@PathVariable UUID id, @RequestParam int most);

    record Standings(UUID personId, List<Standing> conversations) {}

    record Size(int members) {}

    record Members(List<UUID> memberIds) {}
}
