package io.parley.gateway.socket;

import com.google.protobuf.ByteString;
import io.parley.contracts.ConversationId;
import io.parley.contracts.Ids;
import io.parley.contracts.KeyId;
import io.parley.contracts.MessageId;
import io.parley.contracts.PersonId;
import io.parley.contracts.event.Forwarded;
import io.parley.contracts.event.HistoryVisibility;
import io.parley.contracts.event.MemberRemoved;
import io.parley.contracts.event.MemberRole;
import io.parley.contracts.event.MessageAccepted;
import io.parley.contracts.event.Posted;
import io.parley.contracts.event.PropertiesChanged;
import io.parley.contracts.event.Reacted;
import io.parley.contracts.event.RoleChanged;
import io.parley.contracts.event.Sealed;
import io.parley.platform.keys.ContentAad;
import io.parley.platform.keys.DataKey;
import io.parley.platform.keys.UnreadableContentException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Turns facts of conversations into the frames that show them.
///
/// Content whose key was destroyed is withheld: the frame says so and carries no content.
@Component
final class FactFrames {

    private static final Logger LOG = LoggerFactory.getLogger(FactFrames.class);

    /// The key that a fact's content needs, if it has content.
    static Optional<KeyId> keyOf(MessageAccepted fact) {
        return sealedOf(fact).filter(FactFrames::isThere).map(cipher -> KeyId.of(cipher.getKeyId()));
    }

    /// History gives a message that was recalled since without its content.
    private static boolean isThere(Sealed cipher) {
        return !cipher.getKeyId().isEmpty();
    }

    private static Optional<Sealed> sealedOf(MessageAccepted fact) {
        return switch (fact.getChangeCase()) {
            case POSTED -> Optional.of(fact.getPosted().getContent());
            case EDITED -> Optional.of(fact.getEdited().getContent());
            case RECALLED,
                    OPENED,
                    MEMBERS_ADDED,
                    MEMBER_REMOVED,
                    REACTED,
                    ROLE_CHANGED,
                    PROPERTIES_CHANGED,
                    PURGED,
                    CHANGE_NOT_SET -> Optional.empty();
        };
    }

    byte[] frame(MessageAccepted fact, Map<KeyId, DataKey> keys) {
        return switch (fact.getChangeCase()) {
            case POSTED -> posted(fact, keys).end();
            case EDITED ->
                content(changed(fact, "edited").with("editOf", messageId(fact)), fact, keys)
                        .end();
            case RECALLED -> changed(fact, "recalled").with("recalled", true).end();
            case OPENED -> opened(fact).end();
            case MEMBERS_ADDED -> membersAdded(fact).end();
            case MEMBER_REMOVED -> memberRemoved(fact).end();
            case REACTED -> reacted(fact).end();
            case ROLE_CHANGED -> roleChanged(fact).end();
            case PROPERTIES_CHANGED -> propertiesChanged(fact).end();
            case PURGED -> purged(fact).end();
            case CHANGE_NOT_SET -> throw new IllegalArgumentException("change: none (expected: one)");
        };
    }

    private JsonFrame posted(MessageAccepted fact, Map<KeyId, DataKey> keys) {
        JsonFrame frame = numbered(ServerFrameType.MESSAGE, fact).with("messageId", messageId(fact));
        Posted posted = fact.getPosted();
        if (!posted.getReplyTo().isEmpty()) {
            frame.with("replyTo", MessageId.of(posted.getReplyTo()).toString());
        }
        if (posted.getMentionsCount() > 0) {
            frame.with("mentions", people(posted.getMentionsList()));
        }
        if (!posted.getThreadId().isEmpty()) {
            frame.with("threadId", MessageId.of(posted.getThreadId()).toString());
        }
        if (posted.getMentionsAll()) {
            frame.with("mentionsAll", true);
        }
        if (posted.hasForwarded()) {
            frame.with("forwarded", forwarded(posted.getForwarded()));
        }
        return content(frame, fact, keys);
    }

    private static JsonFrame forwarded(Forwarded forwarded) {
        return JsonFrame.object()
                .with("messageId", MessageId.of(forwarded.getMessageId()).toString())
                .with("senderId", PersonId.of(forwarded.getAuthorId()).toString())
                .with("acceptedAt", Instant.ofEpochMilli(forwarded.getAcceptedAtMs()));
    }

    private JsonFrame content(JsonFrame frame, MessageAccepted fact, Map<KeyId, DataKey> keys) {
        Optional<Sealed> cipher = sealedOf(fact);
        if (cipher.filter(FactFrames::isThere).isEmpty()) {
            return frame.with("recalled", true);
        }
        return cipher.flatMap(sealedContent -> open(sealedContent, fact, keys))
                .map(json -> frame.raw("content", json))
                .orElseGet(() -> frame.with("withheld", true));
    }

    private static Optional<byte[]> open(Sealed cipher, MessageAccepted fact, Map<KeyId, DataKey> keys) {
        DataKey key = keys.get(KeyId.of(cipher.getKeyId()));
        if (key == null) {
            return Optional.empty();
        }
        var associated = ContentAad.of(
                Ids.uuid(fact.getCommandId()), ConversationId.of(fact.getConversationId()), fact.getRegion());
        try {
            return Optional.of(key.open(cipher.getCiphertext().toByteArray(), associated));
        } catch (UnreadableContentException altered) {
            LOG.error("Content does not authenticate under key {}; it is withheld", key.id());
            return Optional.empty();
        }
    }

    /// In the place of what was destroyed, as history shows it: nobody is named.
    private static JsonFrame purged(MessageAccepted fact) {
        return placed(ServerFrameType.MESSAGE, fact)
                .with("messageId", messageId(fact))
                .with("acceptedAt", Instant.ofEpochMilli(fact.getAcceptedAtMs()))
                .with("content", JsonFrame.object().with("type", "purged"));
    }

    private static JsonFrame changed(MessageAccepted fact, String change) {
        return numbered(ServerFrameType.MESSAGE_CHANGED, fact)
                .with("change", change)
                .with("messageId", messageId(fact));
    }

    private static JsonFrame opened(MessageAccepted fact) {
        var opened = fact.getOpened();
        return conversation(fact, "opened", opened.getMemberIdsList())
                .with("kind", ServerFrames.lower(opened.getKind()))
                .with("title", opened.getTitle());
    }

    private static JsonFrame reacted(MessageAccepted fact) {
        Reacted reacted = fact.getReacted();
        JsonFrame reaction = JsonFrame.object().with("emoji", reacted.getEmoji());
        return changed(fact, "reacted")
                .with("reaction", reacted.getRemoved() ? reaction.with("removed", true) : reaction);
    }

    private static JsonFrame roleChanged(MessageAccepted fact) {
        RoleChanged changed = fact.getRoleChanged();
        return conversation(fact, "role-changed", List.of(changed.getPersonId()))
                .with("role", role(changed.getRole()));
    }

    private static JsonFrame propertiesChanged(MessageAccepted fact) {
        PropertiesChanged changed = fact.getPropertiesChanged();
        JsonFrame frame = numbered(ServerFrameType.CONVERSATION, fact).with("change", "properties-changed");
        if (changed.hasTitle()) {
            frame.with("title", changed.getTitle());
        }
        return changed.hasHistory() ? frame.with("history", history(changed.getHistory())) : frame;
    }

    private static String role(MemberRole role) {
        return switch (role) {
            case ROLE_OWNER -> "owner";
            case ROLE_MODERATOR -> "moderator";
            case ROLE_MEMBER, MEMBER_ROLE_UNSPECIFIED, UNRECOGNIZED -> "member";
        };
    }

    private static String history(HistoryVisibility history) {
        return switch (history) {
            case HISTORY_ALL -> "all";
            case HISTORY_FROM_JOINING, HISTORY_VISIBILITY_UNSPECIFIED, UNRECOGNIZED -> "from-joining";
        };
    }

    private static JsonFrame membersAdded(MessageAccepted fact) {
        return conversation(fact, "members-added", fact.getMembersAdded().getPersonIdsList());
    }

    private static JsonFrame memberRemoved(MessageAccepted fact) {
        MemberRemoved removed = fact.getMemberRemoved();
        JsonFrame frame = conversation(fact, "member-removed", List.of(removed.getPersonId()));
        if (removed.getLeftOrganisation()) {
            frame.with("why", "left-organisation");
        }
        return removed.getNewOwnerId().isEmpty()
                ? frame
                : frame.with("newOwnerId", PersonId.of(removed.getNewOwnerId()).toString());
    }

    private static JsonFrame conversation(MessageAccepted fact, String change, List<ByteString> people) {
        return numbered(ServerFrameType.CONVERSATION, fact)
                .with("change", change)
                .with("personIds", people(people));
    }

    private static JsonFrame numbered(ServerFrameType type, MessageAccepted fact) {
        return placed(type, fact)
                .with("senderId", PersonId.of(fact.getSenderId()).toString())
                .with("acceptedAt", Instant.ofEpochMilli(fact.getAcceptedAtMs()));
    }

    private static JsonFrame placed(ServerFrameType type, MessageAccepted fact) {
        JsonFrame frame = JsonFrame.of(type)
                .with(
                        "conversationId",
                        ConversationId.of(fact.getConversationId()).toString());
        return fact.getSeq() > 0 ? frame.with("seq", fact.getSeq()) : frame;
    }

    private static String messageId(MessageAccepted fact) {
        return MessageId.of(fact.getMessageId()).toString();
    }

    private static List<PersonId> people(List<ByteString> ids) {
        return ids.stream().map(PersonId::of).toList();
    }
}
