package io.parley.message.sequence;

import com.google.protobuf.ByteString;
import io.parley.contracts.ConversationId;
import io.parley.contracts.PersonId;
import io.parley.contracts.event.MemberRemoved;
import io.parley.contracts.event.MessageAccepted;
import io.parley.contracts.event.Opened;
import io.parley.contracts.event.PropertiesChanged;
import io.parley.message.fact.History;
import io.parley.message.fact.Kind;
import io.parley.message.fact.MemberRole;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// What its writer must know of a conversation to number the next fact. Confined to the batch that works on it.
final class ConversationState {

    private static final long ABSENT = -1;

    private final ConversationId id;
    /// By the length of their stay, the longest first; those who came together in the order of their ids.
    private final SequencedSet<PersonId> members;

    /// Only of those who are more than members.
    private final Map<PersonId, MemberRole> roles;

    private History history;
    private @Nullable Kind kind;
    private String title;
    private long lastSeq;
    private long storedSeq;
    private long lastAcceptedAtMs;

    ConversationState(ConversationId id, @Nullable Kind kind, long lastSeq, long lastAcceptedAtMs, Members known) {
        this.id = id;
        this.kind = kind;
        this.lastSeq = lastSeq;
        this.storedSeq = lastSeq;
        this.lastAcceptedAtMs = lastAcceptedAtMs;
        this.members = new LinkedHashSet<>(known.inOrder());
        this.roles = new HashMap<>(known.roles());
        this.title = known.title();
        this.history = known.history();
    }

    /// @param inOrder of coming, then of ids
    /// @param roles of those who are more than members
    record Members(Collection<PersonId> inOrder, Map<PersonId, MemberRole> roles, String title, History history) {

        static final Members NONE = new Members(List.of(), Map.of(), "", History.ALL);
    }

    static ConversationState absent(ConversationId id) {
        return new ConversationState(id, null, ABSENT, 0, Members.NONE);
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

    boolean customer() {
        return kind == Kind.CUSTOMER;
    }

    History history() {
        return history;
    }

    String title() {
        return title;
    }

    MemberRole role(PersonId person) {
        return roles.getOrDefault(person, MemberRole.MEMBER);
    }

    /// Whether the person may add and remove people and change the title.
    boolean runBy(PersonId person) {
        return role(person) != MemberRole.MEMBER;
    }

    boolean onlyOwner(PersonId person) {
        return role(person) == MemberRole.OWNER
                && roles.values().stream()
                                .filter(role -> role == MemberRole.OWNER)
                                .count()
                        == 1;
    }

    /// Who takes over from the last owner: the moderator who has been here longest, else such a member.
    Optional<PersonId> heirOf(PersonId leaving, Predicate<PersonId> mayOwn) {
        List<PersonId> others = members.stream()
                .filter(person -> !person.equals(leaving))
                .filter(mayOwn)
                .toList();
        return others.stream()
                .filter(person -> role(person) == MemberRole.MODERATOR)
                .findFirst()
                .or(() -> others.stream().findFirst());
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
            case MEMBERS_ADDED -> come(fact.getMembersAdded().getPersonIdsList());
            case MEMBER_REMOVED -> leave(fact.getMemberRemoved());
            case ROLE_CHANGED ->
                give(
                        PersonId.of(fact.getRoleChanged().getPersonId()),
                        MemberRole.of(fact.getRoleChanged().getRole()).orElseThrow());
            case PROPERTIES_CHANGED -> change(fact.getPropertiesChanged());
            case POSTED, EDITED, RECALLED, REACTED, PURGED, CHANGE_NOT_SET -> {}
        }
    }

    private void come(List<ByteString> people) {
        people.stream()
                .map(PersonId::of)
                .sorted(Comparator.comparing(person -> person.value().toString()))
                .forEach(members::add);
    }

    private void leave(MemberRemoved removed) {
        PersonId person = PersonId.of(removed.getPersonId());
        members.remove(person);
        roles.remove(person);
        if (!removed.getNewOwnerId().isEmpty()) {
            give(PersonId.of(removed.getNewOwnerId()), MemberRole.OWNER);
        }
    }

    private void give(PersonId person, MemberRole role) {
        if (role == MemberRole.MEMBER) {
            roles.remove(person);
        } else {
            roles.put(person, role);
        }
    }

    private void change(PropertiesChanged changed) {
        title = changed.hasTitle() ? changed.getTitle() : title;
        history = changed.hasHistory() ? History.of(changed.getHistory()).orElseThrow() : history;
    }

    void committed() {
        storedSeq = lastSeq;
    }

    private void open(Opened opened) {
        kind = Kind.of(opened.getKind()).orElseThrow();
        title = opened.getTitle();
        history = History.of(opened.getHistory()).orElseThrow();
        come(opened.getMemberIdsList());
        if (!opened.getOwnerId().isEmpty()) {
            give(PersonId.of(opened.getOwnerId()), MemberRole.OWNER);
        }
    }
}
