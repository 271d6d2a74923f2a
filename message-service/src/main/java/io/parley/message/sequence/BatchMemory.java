package io.parley.message.sequence;

import io.parley.contracts.ConversationId;
import io.parley.contracts.MessageId;
import io.parley.contracts.PersonId;
import io.parley.contracts.event.Opened;
import io.parley.message.fact.Change;
import io.parley.message.fact.Fact;
import io.parley.message.fact.History;
import io.parley.message.fact.Kind;
import io.parley.message.fact.MemberRole;
import io.parley.message.file.FileUse;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a batch knows: loaded before it is decided, grown with each accepted command.
final class BatchMemory {

    private final Map<ConversationId, ConversationState> conversations = new HashMap<>();
    private final Map<CommandKey, Fact> facts = new HashMap<>();
    private final Set<CommandKey> recalled = new HashSet<>();
    /// What each person's reaction to a message is now, by emoji.
    private final Map<Reacting, Map<String, Fact>> reactions = new HashMap<>();

    private final Map<DirectPair, ConversationId> directs = new HashMap<>();

    private final Map<Fact, Replaced> replaced = new HashMap<>();

    private final Set<FileUse> sendable = new HashSet<>();

    void addSendable(Collection<FileUse> uses) {
        sendable.addAll(uses);
    }

    boolean maySend(FileUse use) {
        return sendable.contains(use);
    }

    void add(ConversationState conversation) {
        conversations.put(conversation.id(), conversation);
    }

    void addFact(Fact fact) {
        facts.put(new CommandKey(fact.conversationId(), fact.commandId()), fact);
    }

    void addRecalled(CommandKey message) {
        recalled.add(message);
    }

    record Reacting(CommandKey message, PersonId person) {}

    void addReaction(Fact reaction) {
        reactions
                .computeIfAbsent(
                        new Reacting(key(reaction.conversationId(), reaction.messageId()), reaction.senderId()),
                        _ -> new HashMap<>())
                .put(reaction.event().getReacted().getEmoji(), reaction);
    }

    /// Those taken back included.
    Map<String, Fact> reactions(CommandKey message, PersonId person) {
        return reactions.getOrDefault(new Reacting(message, person), Map.of());
    }

    void addDirect(DirectPair pair, ConversationId conversation) {
        directs.put(pair, conversation);
    }

    ConversationState conversation(ConversationId id) {
        return conversations.computeIfAbsent(id, ConversationState::absent);
    }

    Collection<ConversationState> conversations() {
        return conversations.values();
    }

    @Nullable
    Fact fact(CommandKey command) {
        return facts.get(command);
    }

    boolean recalled(CommandKey message) {
        return recalled.contains(message);
    }

    @Nullable
    ConversationId direct(DirectPair pair) {
        return directs.get(pair);
    }

    /// What stood before such a fact of this batch.
    ///
    /// @param role of the person who got another one
    record Replaced(MemberRole role, History history) {}

    /// Only of facts that were accepted in this batch, and give a role or change properties.
    Replaced replaced(Fact fact) {
        return Objects.requireNonNull(replaced.get(fact), () -> "replaced: nothing by " + fact);
    }

    private Replaced present(Fact fact) {
        ConversationState state = conversation(fact.conversationId());
        return new Replaced(
                fact.event().hasRoleChanged()
                        ? state.role(PersonId.of(fact.event().getRoleChanged().getPersonId()))
                        : MemberRole.MEMBER,
                state.history());
    }

    void accept(Fact fact) {
        if (fact.change() == Change.ROLE_CHANGED || fact.change() == Change.PROPERTIES_CHANGED) {
            replaced.put(fact, present(fact));
        }
        conversation(fact.conversationId()).apply(fact.event());
        addFact(fact);
        switch (fact.change()) {
            case RECALLED -> recalled.add(key(fact.conversationId(), fact.messageId()));
            case OPENED -> opened(fact.conversationId(), fact.event().getOpened());
            case REACTED -> addReaction(fact);
            case POSTED, EDITED, MEMBERS_ADDED, MEMBER_REMOVED, ROLE_CHANGED, PROPERTIES_CHANGED, PURGED -> {}
        }
    }

    private void opened(ConversationId conversation, Opened opened) {
        if (opened.getKind() == Kind.DIRECT.event()) {
            addDirect(
                    DirectPair.of(
                            opened.getMemberIdsList().stream().map(PersonId::of).toList()),
                    conversation);
        }
    }

    private static CommandKey key(ConversationId conversation, MessageId message) {
        return new CommandKey(conversation, message.value());
    }
}
