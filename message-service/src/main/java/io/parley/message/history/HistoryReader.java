package io.parley.message.history;

import com.google.protobuf.ByteString;
import io.parley.contracts.ConversationId;
import io.parley.contracts.Ids;
import io.parley.contracts.KeyId;
import io.parley.contracts.MessageId;
import io.parley.contracts.event.Forwarded;
import io.parley.contracts.event.MessageAccepted;
import io.parley.contracts.event.Posted;
import io.parley.contracts.event.Reacted;
import io.parley.contracts.event.Sealed;
import io.parley.message.fact.Change;
import io.parley.message.fact.Fact;
import io.parley.platform.keys.ContentAad;
import io.parley.platform.keys.DataKey;
import io.parley.platform.keys.DataKeys;
import io.parley.platform.keys.UnreadableContentException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// Turns facts into what members see: opens content with its author's key, one key lookup per page.
@Component
class HistoryReader {

    private static final Logger LOG = LoggerFactory.getLogger(HistoryReader.class);
    private static final String ERASED = "{\"type\":\"erased\"}";
    private static final String PURGED = "{\"type\":\"purged\"}";
    private static final String UNREADABLE = "{\"type\":\"unreadable\"}";

    private final DataKeys keys;
    private final ReactionLog reactionLog;
    private final JsonMapper json;

    HistoryReader(DataKeys keys, ReactionLog reactionLog, JsonMapper json) {
        this.keys = keys;
        this.reactionLog = reactionLog;
        this.json = json;
    }

    /// Fails as unavailable when a key is not cached and consent-service cannot be asked.
    List<HistoryItem> open(ConversationId conversation, List<LoggedFact> facts) {
        Map<LoggedFact, String> contents = contents(facts);
        Map<UUID, List<HistoryItem.Reactions>> reactions = reactionLog.of(conversation, posts(facts));
        return facts.stream()
                .map(fact -> item(fact, contents.get(fact), reactionsTo(fact, reactions)))
                .toList();
    }

    /// What each of these very facts says to members, absent where it says nothing.
    Map<LoggedFact, String> contents(List<LoggedFact> facts) {
        Set<KeyId> wanted = facts.stream()
                .flatMap(fact -> fact.content().stream())
                .map(content -> KeyId.of(content.getKeyId()))
                .collect(Collectors.toSet());
        Map<KeyId, DataKey> found = wanted.isEmpty() ? Map.of() : keys.lookup(wanted);
        Map<LoggedFact, String> contents = new IdentityHashMap<>();
        for (LoggedFact fact : facts) {
            String content = content(fact, found);
            if (content != null) {
                contents.put(fact, content);
            }
        }
        return contents;
    }

    private static @Nullable List<HistoryItem.Reactions> reactionsTo(
            LoggedFact logged, Map<UUID, List<HistoryItem.Reactions>> reactions) {
        return logged.fact().change() == Change.POSTED
                ? reactions.get(logged.fact().messageId().value())
                : null;
    }

    private static List<UUID> posts(List<LoggedFact> facts) {
        return facts.stream()
                .filter(logged -> logged.fact().change() == Change.POSTED && !logged.withheld())
                .map(logged -> logged.fact().messageId().value())
                .toList();
    }

    static HistoryItem item(
            LoggedFact logged, @Nullable String content, @Nullable List<HistoryItem.Reactions> reactions) {
        Fact fact = logged.fact();
        MessageAccepted event = fact.event();
        Change change = fact.change();
        Posted posted = event.getPosted();
        return new HistoryItem(
                event.getSeq(),
                fact.messageId().value(),
                change == Change.PURGED ? null : fact.senderId().value(),
                content,
                Instant.ofEpochMilli(event.getAcceptedAtMs()),
                change == Change.EDITED ? fact.messageId().value() : null,
                logged.withheld() && change != Change.PURGED ? true : null,
                posted.getReplyTo().isEmpty()
                        ? null
                        : MessageId.of(posted.getReplyTo()).value(),
                posted.getThreadId().isEmpty() ? null : Ids.uuid(posted.getThreadId()),
                posted.getMentionsCount() == 0 ? null : ids(posted.getMentionsList()),
                posted.getMentionsAll() ? true : null,
                posted.hasForwarded() ? forwarded(posted.getForwarded()) : null,
                change == Change.REACTED ? reaction(event.getReacted()) : null,
                reactions,
                change.system() ? true : null);
    }

    private static HistoryItem.Forwarded forwarded(Forwarded forwarded) {
        return new HistoryItem.Forwarded(
                Ids.uuid(forwarded.getMessageId()),
                Ids.uuid(forwarded.getAuthorId()),
                Instant.ofEpochMilli(forwarded.getAcceptedAtMs()));
    }

    private static HistoryItem.Reaction reaction(Reacted reacted) {
        return new HistoryItem.Reaction(reacted.getEmoji(), reacted.getRemoved() ? true : null);
    }

    private @Nullable String content(LoggedFact logged, Map<KeyId, DataKey> found) {
        MessageAccepted event = logged.event();
        return switch (logged.fact().change()) {
            case POSTED, EDITED ->
                logged.content()
                        .map(content -> open(logged.fact(), content, found))
                        .orElse(null);
            case RECALLED, REACTED -> null;
            case PURGED -> PURGED;
            case OPENED, MEMBERS_ADDED, MEMBER_REMOVED, ROLE_CHANGED, PROPERTIES_CHANGED ->
                json.writeValueAsString(SystemContent.of(event));
        };
    }

    /// One damaged item must not hide the others: it is shown as such and told to the operator.
    private static String open(Fact fact, Sealed content, Map<KeyId, DataKey> found) {
        DataKey key = found.get(KeyId.of(content.getKeyId()));
        if (key == null) {
            return ERASED;
        }
        byte[] bound = ContentAad.of(
                fact.commandId(), fact.conversationId(), fact.event().getRegion());
        try {
            return new String(key.open(content.getCiphertext().toByteArray(), bound), StandardCharsets.UTF_8);
        } catch (UnreadableContentException damaged) {
            LOG.error("Content does not authenticate: {}", fact, damaged);
            return UNREADABLE;
        }
    }

    private static List<UUID> ids(List<ByteString> ids) {
        return ids.stream().map(Ids::uuid).toList();
    }
}
