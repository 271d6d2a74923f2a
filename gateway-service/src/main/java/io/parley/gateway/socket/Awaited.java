package io.parley.gateway.socket;

import java.util.List;
import java.util.UUID;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;

/// consent-service's internal call for nudges: how much awaits people.
@HttpExchange("/internal")
interface Awaited {

    /// People who are not registered are left out.
    @PostExchange("/awaiting")
    List<Awaiting> by(@RequestBody PeopleAsked people);

    /// @param dueCourses assigned and not completed
    record Awaiting(UUID personId, int pendingNotices, int dueCourses) {

        boolean isAnything() {
            return pendingNotices + dueCourses > 0;
        }
    }
}
