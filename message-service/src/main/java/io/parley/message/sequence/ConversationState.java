package io.parley.message.sequence;

import io.parley.contracts.ConversationId;
import io.parley.contracts.PersonId;
import io.parley.contracts.event.MessageAccepted;
import io.parley.contracts.event.Opened;
import io.parley.message.fact.Kind;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What its writer must know of a conversation to number the next fact. Confined to the batch that works on it.
final class ConversationState {

    private static final long ABSENT = -1;

    private final ConversationId id;
    private final Set<PersonId> members;
    private @Nullable Kind kind;
    private long lastSeq;
    private long storedSeq;
    private long lastAcceptedAtMs;

    ConversationState(
            ConversationId id, @Nullable Kind kind, long lastSeq, long lastAcceptedAtMs, Set<PersonId> members) {
        this.id = id;
        this.kind = kind;
        this.lastSeq = lastSeq;
        this.storedSeq = lastSeq;
        this.lastAcceptedAtMs = lastAcceptedAtMs;
        this.members = new HashSet<>(members);
    }

    static ConversationState absent(ConversationId id) {
        return new ConversationState(id, null, ABSENT, 0, Set.of());
    }

    ConversationId id() {
        return id;
    }

    boolean exists() {
        return lastSeq != ABSENT;
    }

    /// Whether the database has it, as far as this writer knows.
    boolean stored() {
        return storedSeq != ABSENT;
    }

    boolean direct() {
        return kind == Kind.DIRECT;
    }

    boolean has(PersonId person) {
        return members.contains(person);
    }

    int size() {
        return members.size();
    }

    long lastSeq() {
        return lastSeq;
    }

    /// The number the database's row must still carry for this state to be true.
    long storedSeq() {
        return storedSeq;
    }

    long lastAcceptedAtMs() {
        return lastAcceptedAtMs;
    }

    /// Completes a draft with the next number and a time that never runs backwards.
    MessageAccepted number(MessageAccepted.Builder draft, long nowMs) {
        return draft.setSeq(lastSeq + 1)
                .setAcceptedAtMs(Math.max(nowMs, lastAcceptedAtMs))
                .build();
    }

    void apply(MessageAccepted fact) {
        lastSeq = fact.getSeq();
        lastAcceptedAtMs = fact.getAcceptedAtMs();
        switch (fact.getChangeCase()) {
            case OPENED -> open(fact.getOpened());
            case MEMBERS_ADDED ->
                fact.getMembersAdded().getPersonIdsList().forEach(person -> members.add(PersonId.of(person)));
            case MEMBER_REMOVED ->
                members.remove(PersonId.of(fact.getMemberRemoved().getPersonId()));
            case POSTED, EDITED, RECALLED, CHANGE_NOT_SET -> {}
        }
    }

    void committed() {
        storedSeq = lastSeq;
    }

    private void open(Opened opened) {
        kind = Kind.of(opened.getKind()).orElseThrow();
        opened.getMemberIdsList().forEach(person -> members.add(PersonId.of(person)));
    }
}
