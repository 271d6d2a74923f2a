package io.parley.message.sequence;

import com.google.protobuf.ByteString;
import io.parley.contracts.ConversationId;
import io.parley.contracts.FileId;
import io.parley.contracts.Ids;
import io.parley.contracts.PersonId;
import io.parley.contracts.event.ConversationKind;
import io.parley.contracts.event.MessageSubmitted;
import io.parley.contracts.event.Open;
import io.parley.contracts.event.Post;
import io.parley.contracts.event.Sealed;
import io.parley.message.fact.Fingerprint;
import io.parley.message.file.FileUse;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

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

    /// The message that an edit, recall or reaction is about.
    List<CommandKey> target() {
        return switch (wish.getActionCase()) {
            case EDIT -> List.of(at(wish.getEdit().getMessageId()));
            case RECALL -> List.of(at(wish.getRecall().getMessageId()));
            case REACT -> List.of(at(wish.getReact().getMessageId()));
            case POST, OPEN, ADD_MEMBERS, REMOVE_MEMBER, SET_ROLE, SET_PROPERTIES, ACTION_NOT_SET -> List.of();
        };
    }

    /// The messages of the same conversation that a post refers to.
    List<CommandKey> references() {
        if (!wish.hasPost()) {
            return List.of();
        }
        ByteString replyTo = wish.getPost().getReplyTo();
        ByteString thread = wish.getPost().getThreadId();
        if (replyTo.isEmpty() && thread.isEmpty()) {
            return List.of();
        }
        return Stream.of(replyTo, thread)
                .filter(id -> !id.isEmpty())
                .map(this::at)
                .toList();
    }

    /// What the content's files have to be asked for; empty for nearly every command.
    List<FileUse> fileUses() {
        List<ByteString> files = wish.hasEdit()
                ? wish.getEdit().getFileIdsList()
                : wish.getPost().getFileIdsList();
        return files.isEmpty()
                ? List.of()
                : files.stream()
                        .map(file -> new FileUse(FileId.of(file), sender))
                        .toList();
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

    CommandKey at(ByteString messageId) {
        return new CommandKey(conversationId(), Ids.uuid(messageId));
    }

    private static void checkAction(MessageSubmitted wish) {
        switch (wish.getActionCase()) {
            case POST -> {
                checkSealed(wish.getPost().getContent());
                checkIds(wish.getPost().getMentionsList());
                checkOptionalId(wish.getPost().getReplyTo());
                checkOptionalId(wish.getPost().getThreadId());
                checkForwarded(wish.getPost());
                checkIds(wish.getPost().getFileIdsList());
            }
            case EDIT -> {
                checkSealed(wish.getEdit().getContent());
                checkId(wish.getEdit().getMessageId());
                checkIds(wish.getEdit().getFileIdsList());
            }
            case RECALL -> checkId(wish.getRecall().getMessageId());
            case OPEN -> checkIds(wish.getOpen().getMemberIdsList());
            case ADD_MEMBERS -> checkIds(wish.getAddMembers().getPersonIdsList());
            case REMOVE_MEMBER -> checkId(wish.getRemoveMember().getPersonId());
            case REACT -> checkId(wish.getReact().getMessageId());
            case SET_ROLE -> checkId(wish.getSetRole().getPersonId());
            case SET_PROPERTIES -> {}
            case ACTION_NOT_SET -> throw new IllegalArgumentException("action: not set (expected: one of the actions)");
        }
    }

    private static void checkForwarded(Post post) {
        if (post.hasForwarded()) {
            checkId(post.getForwarded().getConversationId());
            checkId(post.getForwarded().getMessageId());
            checkId(post.getForwarded().getAuthorId());
        }
    }

    private static void checkOptionalId(ByteString id) {
        if (!id.isEmpty()) {
            checkId(id);
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
