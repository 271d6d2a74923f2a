package io.parley.message.sequence;

import com.google.protobuf.ByteString;
import io.parley.contracts.ConversationId;
import io.parley.contracts.Ids;
import io.parley.contracts.PersonId;
import io.parley.contracts.event.ConversationKind;
import io.parley.contracts.event.MessageSubmitted;
import io.parley.contracts.event.Open;
import io.parley.contracts.event.Sealed;
import io.parley.message.fact.Fingerprint;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// A wish that came in readable: its ids have the form of ids and it says what it wants.
record Command(MessageSubmitted wish, CommandKey key, PersonId sender, Fingerprint fingerprint) {

    /// Fails with IllegalArgumentException when a producer broke the contract of the topic.
    static Command of(MessageSubmitted wish) {
        checkAction(wish);
        CommandKey key = new CommandKey(ConversationId.of(wish.getConversationId()), Ids.uuid(wish.getCommandId()));
        return new Command(wish, key, PersonId.of(wish.getSenderId()), Fingerprint.of(wish));
    }

    ConversationId conversationId() {
        return key.conversationId();
    }

    UUID commandId() {
        return key.id();
    }

    /// The message that an edit or recall is about.
    List<CommandKey> target() {
        return switch (wish.getActionCase()) {
            case EDIT -> List.of(at(wish.getEdit().getMessageId()));
            case RECALL -> List.of(at(wish.getRecall().getMessageId()));
            case POST, OPEN, ADD_MEMBERS, REMOVE_MEMBER, ACTION_NOT_SET -> List.of();
        };
    }

    /// The two people of a direct conversation to open.
    Optional<DirectPair> directPair() {
        Open open = wish.getOpen();
        List<PersonId> people =
                open.getMemberIdsList().stream().distinct().map(PersonId::of).toList();
        return open.getKind() == ConversationKind.DIRECT && people.size() == 2
                ? Optional.of(DirectPair.of(people))
                : Optional.empty();
    }

    private CommandKey at(ByteString messageId) {
        return new CommandKey(conversationId(), Ids.uuid(messageId));
    }

    private static void checkAction(MessageSubmitted wish) {
        switch (wish.getActionCase()) {
            case POST -> {
                checkSealed(wish.getPost().getContent());
                checkIds(wish.getPost().getMentionsList());
                if (!wish.getPost().getReplyTo().isEmpty()) {
                    checkId(wish.getPost().getReplyTo());
                }
            }
            case EDIT -> {
                checkSealed(wish.getEdit().getContent());
                checkId(wish.getEdit().getMessageId());
            }
            case RECALL -> checkId(wish.getRecall().getMessageId());
            case OPEN -> checkIds(wish.getOpen().getMemberIdsList());
            case ADD_MEMBERS -> checkIds(wish.getAddMembers().getPersonIdsList());
            case REMOVE_MEMBER -> checkId(wish.getRemoveMember().getPersonId());
            case ACTION_NOT_SET -> throw new IllegalArgumentException("action: not set (expected: one of the actions)");
        }
    }

    private static void checkSealed(Sealed content) {
        checkId(content.getKeyId());
        if (content.getCiphertext().isEmpty()) {
            throw new IllegalArgumentException("content.ciphertext: empty (expected: sealed content)");
        }
    }

    private static void checkIds(Collection<ByteString> ids) {
        ids.forEach(Command::checkId);
    }

    private static void checkId(ByteString id) {
        if (id.size() != 16) {
            throw new IllegalArgumentException("id.bytes: " + id.size() + " (expected: 16)");
        }
    }

    @Override
    public String toString() {
        return "Command[" + wish.getActionCase() + " " + key + "]";
    }
}
