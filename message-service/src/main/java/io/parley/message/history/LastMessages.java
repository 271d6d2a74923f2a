package io.parley.message.history;

import io.parley.contracts.ErrorCode;
import io.parley.contracts.MessageId;
import io.parley.platform.problem.DomainException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// What was said last in each of many conversations, with a number of statements that does not grow with them.
@Component
public class LastMessages {

    private static final Logger LOG = LoggerFactory.getLogger(LastMessages.class);

    private final MessageLog log;
    private final HistoryReader reader;

    LastMessages(MessageLog log, HistoryReader reader) {
        this.log = log;
        this.reader = reader;
    }

    /// @param visibleFrom per conversation the first number that the reader may see
    /// @return per conversation its last message that was not recalled, with its content as last edited
    public Map<UUID, HistoryItem> of(Map<UUID, Long> visibleFrom) {
        if (visibleFrom.isEmpty()) {
            return Map.of();
        }
        List<UUID> conversations = List.copyOf(visibleFrom.keySet());
        List<LoggedFact> posts = log.last(
                conversations, conversations.stream().map(visibleFrom::get).toList());
        return posts.isEmpty() ? Map.of() : opened(posts, log.lastEdits(posts));
    }

    private Map<UUID, HistoryItem> opened(List<LoggedFact> posts, List<LoggedFact> edits) {
        List<LoggedFact> all = new ArrayList<>(posts);
        all.addAll(edits);
        Map<LoggedFact, String> contents = contents(all);
        Map<MessageId, LoggedFact> edited =
                edits.stream().collect(Collectors.toMap(edit -> edit.fact().messageId(), Function.identity()));
        Map<UUID, HistoryItem> last = new HashMap<>();
        for (LoggedFact post : posts) {
            LoggedFact newest = edited.getOrDefault(post.fact().messageId(), post);
            last.put(post.fact().conversationId().value(), HistoryReader.item(post, contents.get(newest), null));
        }
        return last;
    }

    /// A list must not fail because keys cannot be had for a while: its messages then come without content.
    private Map<LoggedFact, String> contents(List<LoggedFact> facts) {
        try {
            return reader.contents(facts);
        } catch (DomainException down) {
            if (down.code() != ErrorCode.UNAVAILABLE) {
                throw down;
            }
            LOG.warn("Last messages are listed without content: {}", down.detail());
            return Map.of();
        }
    }
}
