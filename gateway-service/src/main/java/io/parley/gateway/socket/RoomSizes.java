package io.parley.gateway.socket;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.parley.contracts.ConversationId;
import io.parley.platform.problem.DomainException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClientException;

/// How many take part in a conversation, asked of message-service only for those in which somebody types, and forgotten
/// after half a minute. Counting members at every hello, or following every membership event, would cost each idle
/// session what only a typing one needs; a size that is a little old does no harm.
@Component
final class RoomSizes {

    private static final Logger LOG = LoggerFactory.getLogger(RoomSizes.class);
    private static final Duration KEPT = Duration.ofSeconds(30);
    private static final int MOST = 50_000;

    private final MessageHistory history;
    private final Cache<ConversationId, Integer> sizes =
            Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(KEPT).build();

    RoomSizes(MessageHistory history) {
        this.history = history;
    }

    /// False also while nobody can tell.
    boolean isAtMost(ConversationId conversation, int members) {
        try {
            Integer size = sizes.get(
                    conversation,
                    unknown -> history.size(unknown.value(), members + 1).members());
            return size != null && size <= members;
        } catch (DomainException | RestClientException down) {
            LOG.debug(
                    "The size of a conversation is unknown: {}", down.getClass().getSimpleName());
            return false;
        }
    }
}
