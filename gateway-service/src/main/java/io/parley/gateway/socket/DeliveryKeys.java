package io.parley.gateway.socket;

import io.parley.contracts.KeyId;
import io.parley.contracts.event.MessageAccepted;
import io.parley.platform.keys.DataKey;
import io.parley.platform.keys.DataKeys;
import io.parley.platform.problem.DomainException;
import java.time.Clock;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// The keys for a batch of facts: cached ones at once, the others in one call. When that call fails nobody is asked
/// again for a moment, so an outage of consent-service delays only messages whose author's key is not known here; their
/// sessions read them from history as soon as it can be had.
@Component
final class DeliveryKeys {

    private static final Logger LOG = LoggerFactory.getLogger(DeliveryKeys.class);
    private static final long REST_MS = 2_000;

    private final DataKeys keys;
    private final Clock clock;
    private long restUntilMs;
    private final Set<KeyId> unanswered = new HashSet<>();

    DeliveryKeys(DataKeys keys, Clock clock) {
        this.keys = keys;
        this.clock = clock;
    }

    Map<KeyId, DataKey> of(List<MessageAccepted> facts) {
        Map<KeyId, DataKey> found = new HashMap<>();
        unanswered.clear();
        facts.forEach(fact -> FactFrames.keyOf(fact)
                .ifPresent(id -> keys.cached(id).ifPresentOrElse(key -> found.put(id, key), () -> unanswered.add(id))));
        if (!unanswered.isEmpty() && clock.millis() >= restUntilMs) {
            ask(found);
        }
        return found;
    }

    private void ask(Map<KeyId, DataKey> found) {
        try {
            found.putAll(keys.lookup(unanswered));
            unanswered.clear();
        } catch (DomainException down) {
            restUntilMs = clock.millis() + REST_MS;
            LOG.warn("Keys for {} messages cannot be had now: {}", unanswered.size(), down.detail());
        }
    }

    /// True when a key could not be asked for; false when it is known, or known to be destroyed.
    boolean isMissing(MessageAccepted fact, Map<KeyId, DataKey> found) {
        return FactFrames.keyOf(fact)
                .filter(id -> !found.containsKey(id))
                .filter(unanswered::contains)
                .isPresent();
    }
}
