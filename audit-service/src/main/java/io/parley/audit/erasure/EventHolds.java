package io.parley.audit.erasure;

import io.parley.contracts.Ids;
import io.parley.platform.holds.HoldsApi;
import io.parley.platform.identity.ServiceClients;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Whether a legal hold needs an event: when it covers anybody whom the event names, in the month in which it happened.
/// Fails closed: an archive-service that cannot be asked may know of one.
@Component
class EventHolds {

    private final HoldsApi holds;

    EventHolds(ServiceClients clients) {
        this.holds = clients.create(HoldsApi.class, "archive");
    }

    /// For one step: an answer is good for its moment only.
    Asking asking() {
        return new Asking();
    }

    final class Asking {

        private final Map<Question, Boolean> answers = new HashMap<>();

        private record Question(UUID person, YearMonth month) {}

        boolean covers(ErasureStore.Candidate event) {
            YearMonth month = month(event.at());
            return people(event.body()).anyMatch(person -> covers(new Question(person, month)));
        }

        private boolean covers(Question question) {
            return answers.computeIfAbsent(question, this::ask);
        }

        private boolean ask(Question question) {
            String month = question.month().toString();
            return !holds.covering(new HoldsApi.Question(question.person(), month, month))
                    .holds()
                    .isEmpty();
        }
    }

    private static YearMonth month(Instant at) {
        return YearMonth.from(at.atOffset(ZoneOffset.UTC));
    }

    /// Every id in the body that may be a person's; one that is not has no hold.
    private static Stream<UUID> people(String body) {
        JsonNode event = JsonMapper.shared().readTree(body);
        Stream<JsonNode> named = Stream.of(
                event.at("/actor/id"),
                event.at("/object/id"),
                event.at("/detail/personId"),
                event.at("/detail/onBehalfOf"));
        return Stream.concat(named, event.path("affected").valueStream())
                .flatMap(id -> uuid(id.asString("")).stream())
                .distinct();
    }

    private static Optional<UUID> uuid(String id) {
        try {
            return Optional.of(Ids.parse(id));
        } catch (IllegalArgumentException notAnId) {
            return Optional.empty();
        }
    }
}
