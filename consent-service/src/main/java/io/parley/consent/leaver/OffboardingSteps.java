package io.parley.consent.leaver;

import io.parley.consent.group.Groups;
import io.parley.consent.person.PersonRegistry;
import io.parley.platform.identity.ServiceClients;
import io.parley.platform.problem.DomainException;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.client.RestClientException;
import org.springframework.web.client.RestClientResponseException;
import org.springframework.web.service.annotation.PostExchange;

/// Does what each step says. Every step may be done again.
@Component
class OffboardingSteps {

    private static final Logger LOG = LoggerFactory.getLogger(OffboardingSteps.class);
    private static final Duration SOON = Duration.ofMillis(200);

    private final PersonRegistry registry;
    private final Groups groups;
    private final MessageDepartures departures;

    OffboardingSteps(PersonRegistry registry, Groups groups, ServiceClients clients) {
        this.registry = registry;
        this.groups = groups;
        this.departures = clients.create(MessageDepartures.class, "message");
    }

    interface MessageDepartures {

        @PostExchange("/internal/people/{id}/departure")
        Departed depart(@PathVariable UUID id, @RequestBody Departure departure);
    }

    record Departure(@Nullable Instant returnedAt) {}

    record Departed(int removed, long remaining) {}

    Progress take(Task task) {
        return switch (task.step()) {
            case ACCOUNT, RETENTION -> new Progress.Done(0);
            case ANNOUNCEMENT -> registry.announces(task.person()) ? new Progress.NotYet(SOON) : new Progress.Done(0);
            case GROUPS -> leaveGroups(task);
            case CONVERSATIONS -> handOver(task);
        };
    }

    /// What a returned person was put into since is the provisioning client's will.
    private Progress leaveGroups(Task task) {
        if (task.returnedAt() == null) {
            groups.removeEverywhere(task.person());
        }
        return new Progress.Done(0);
    }

    private Progress handOver(Task task) {
        try {
            Departed departed = departures.depart(task.person().value(), new Departure(task.returnedAt()));
            return departed.remaining() == 0
                    ? new Progress.Done(departed.removed())
                    : new Progress.Partly(departed.removed());
        } catch (DomainException down) {
            return new Progress.Failed(down.code().code());
        } catch (RestClientResponseException refused) {
            LOG.error("message-service refused a departure with {}", refused.getStatusCode());
            return new Progress.Failed("http-" + refused.getStatusCode().value());
        } catch (RestClientException broken) {
            LOG.warn("A departure failed: {}", broken.getClass().getSimpleName());
            return new Progress.Failed("unavailable");
        }
    }
}
