package io.parley.gateway.socket;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.parley.contracts.ConversationId;
import io.parley.contracts.ErrorCode;
import io.parley.contracts.PersonId;
import io.parley.platform.problem.DomainException;
import java.time.Duration;
import org.springframework.stereotype.Component;

/// Lets a person say that they type: seldom, and where few enough take part for it to mean something. What is too much
/// is dropped without a word.
@Component
final class Typing {

    private static final Duration NOT_AGAIN_FOR = Duration.ofSeconds(2);
    private static final int MOST_REMEMBERED = 100_000;
    private static final int MOST_MEMBERS = 100;

    private final RoomSizes sizes;
    private final TypingSignals signals;
    private final Cache<TypingSignals.Signal, Boolean> lately = Caffeine.newBuilder()
            .maximumSize(MOST_REMEMBERED)
            .expireAfterWrite(NOT_AGAIN_FOR)
            .build();

    Typing(RoomSizes sizes, TypingSignals signals) {
        this.sizes = sizes;
        this.signals = signals;
    }

    /// Blocks while the conversation's size is asked for.
    void said(Session session, ConversationId conversation) {
        Boolean isMember =
                session.<Boolean>ask(here -> here.cursor(conversation) != null).join();
        if (isMember == null) {
            return;
        }
        if (!isMember) {
            throw new DomainException(ErrorCode.NOT_FOUND, "conversation not found");
        }
        PersonId person = session.person();
        var signal = new TypingSignals.Signal(conversation, person);
        if (lately.asMap().putIfAbsent(signal, true) == null && sizes.isAtMost(conversation, MOST_MEMBERS)) {
            signals.tell(signal);
        }
    }
}
