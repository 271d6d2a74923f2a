package io.parley.message.sequence;

import com.google.protobuf.ByteString;
import io.parley.contracts.ConversationId;
import io.parley.contracts.ErrorCode;
import io.parley.contracts.PersonId;
import io.parley.contracts.event.MemberRemoved;
import io.parley.contracts.event.MembersAdded;
import io.parley.contracts.event.MessageAccepted;
import io.parley.contracts.event.Open;
import io.parley.contracts.event.Opened;
import io.parley.message.fact.History;
import io.parley.message.fact.Kind;
import io.parley.message.fact.MemberRole;
import io.parley.message.sequence.Decision.Refused;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;

/// Who may open a conversation, bring people into it and take them out.
final class MembershipRules {

    private final int maxMembers;
    private final People people;

    MembershipRules(int maxMembers, People people) {
        this.maxMembers = maxMembers;
        this.people = people;
    }

    Ruling open(Command command, BatchMemory memory) {
        if (memory.conversation(command.conversationId()).exists()) {
            return Refused.of(ErrorCode.IDEMPOTENCY_MISMATCH);
        }
        Open open = command.wish().getOpen();
        Optional<Kind> kind = Kind.of(open.getKind());
        if (kind.isEmpty()) {
            return Refused.invalid("kind", "direct, group or customer");
        }
        return PropertyRules.badTitle(open.getTitle())
                ? PropertyRules.badTitle()
                : open(command, kind.get(), distinct(open.getMemberIdsList()), memory);
    }

    private Ruling open(Command command, Kind kind, SequencedSet<PersonId> members, BatchMemory memory) {
        if (!members.contains(command.sender())) {
            return Refused.invalid("memberIds", "the one who opens is among them");
        }
        if (members.size() > maxMembers) {
            return tooMany();
        }
        if (!known(members)) {
            return Refused.invalid("memberIds", "registered people");
        }
        return switch (kind) {
            case DIRECT -> openDirect(command, members, memory);
            case GROUP -> opened(command, kind, members, command.sender());
            case CUSTOMER -> openCustomer(command, members);
        };
    }

    /// A guest who opens one hands it to the first employee named.
    private Ruling openCustomer(Command command, SequencedSet<PersonId> members) {
        Optional<PersonId> owner = people.employee(command.sender())
                ? Optional.of(command.sender())
                : members.stream().filter(people::employee).findFirst();
        return owner.isEmpty() || members.stream().noneMatch(people::guest)
                ? Refused.invalid("memberIds", "at least one guest and one employee in a customer conversation")
                : opened(command, Kind.CUSTOMER, members, owner.get());
    }

    private static Ruling openDirect(Command command, SequencedSet<PersonId> members, BatchMemory memory) {
        if (members.size() != 2) {
            return Refused.invalid("memberIds", "two people in a direct conversation");
        }
        ConversationId first = memory.direct(DirectPair.of(members));
        return first == null
                ? opened(command, Kind.DIRECT, members, null)
                : Refused.of(ErrorCode.CONFLICT, "conversationId", first.toString());
    }

    private static Ruling opened(Command command, Kind kind, SequencedSet<PersonId> members, @Nullable PersonId owner) {
        Open open = command.wish().getOpen();
        Opened.Builder opened = Opened.newBuilder()
                .setKind(open.getKind())
                .setTitle(open.getTitle())
                .setHistory(History.of(open.getHistory())
                        .orElse(History.usual(kind))
                        .event())
                .addAllMemberIds(bytes(members));
        return new Ruling.Allowed(draft(command).setOpened(owner == null ? opened : opened.setOwnerId(owner.bytes())));
    }

    Ruling add(Command command, BatchMemory memory) {
        ConversationState conversation = memory.conversation(command.conversationId());
        if (!conversation.has(command.sender())) {
            return Refused.of(ErrorCode.NOT_A_MEMBER);
        }
        if (conversation.direct()) {
            return directIsFixed();
        }
        if (!conversation.runBy(command.sender())) {
            return Refused.of(ErrorCode.ROLE_REQUIRED, "rule", "owner or moderator");
        }
        SequencedSet<PersonId> added = distinct(command.wish().getAddMembers().getPersonIdsList());
        if (!known(added)) {
            return Refused.invalid("personIds", "registered people");
        }
        added.removeIf(conversation::has);
        return added(command, conversation, added);
    }

    private Ruling added(Command command, ConversationState conversation, SequencedSet<PersonId> added) {
        if (added.isEmpty()) {
            return Refused.of(ErrorCode.CONFLICT, "rule", "already-members");
        }
        if (conversation.size() + added.size() > maxMembers) {
            return tooMany();
        }
        return new Ruling.Allowed(draft(command)
                .setMembersAdded(MembersAdded.newBuilder()
                        .addAllPersonIds(bytes(added))
                        .setHistory(conversation.history().event())));
    }

    Ruling remove(Command command, BatchMemory memory) {
        ConversationState conversation = memory.conversation(command.conversationId());
        boolean bySystem = command.sender().equals(PersonId.SYSTEM);
        if (!bySystem && !conversation.has(command.sender())) {
            return Refused.of(ErrorCode.NOT_A_MEMBER);
        }
        if (conversation.direct()) {
            return directIsFixed();
        }
        PersonId person = PersonId.of(command.wish().getRemoveMember().getPersonId());
        if (!bySystem && !person.equals(command.sender()) && !conversation.runBy(command.sender())) {
            return Refused.of(ErrorCode.ROLE_REQUIRED, "rule", "owner or moderator, or leave yourself");
        }
        if (!conversation.has(person)) {
            return Refused.of(ErrorCode.NOT_FOUND);
        }
        return bySystem ? removed(command, person, conversation) : remove(command, person, conversation);
    }

    private Ruling remove(Command command, PersonId person, ConversationState conversation) {
        boolean another = !person.equals(command.sender());
        if (another
                && conversation.role(person) == MemberRole.OWNER
                && conversation.role(command.sender()) != MemberRole.OWNER) {
            return Refused.of(ErrorCode.ROLE_REQUIRED, "rule", "owner");
        }
        return removed(command, person, conversation);
    }

    private Ruling removed(Command command, PersonId person, ConversationState conversation) {
        MemberRemoved.Builder removed = MemberRemoved.newBuilder()
                .setPersonId(person.bytes())
                .setLeftOrganisation(command.sender().equals(PersonId.SYSTEM));
        if (conversation.onlyOwner(person)) {
            conversation
                    .heirOf(person, heir -> mayOwn(conversation, heir))
                    .ifPresent(heir -> removed.setNewOwnerId(heir.bytes()));
        }
        return new Ruling.Allowed(draft(command).setMemberRemoved(removed));
    }

    private boolean mayOwn(ConversationState conversation, PersonId heir) {
        return people.active(heir) && (!conversation.customer() || !people.guest(heir));
    }

    private boolean known(Collection<PersonId> asked) {
        return asked.stream().allMatch(people::active);
    }

    private Refused tooMany() {
        return Refused.of(ErrorCode.RULE_VIOLATED, "rule", "at most " + maxMembers + " members");
    }

    private static Refused directIsFixed() {
        return Refused.of(ErrorCode.RULE_VIOLATED, "rule", "a direct conversation keeps its two members");
    }

    private static MessageAccepted.Builder draft(Command command) {
        return MessageAccepted.newBuilder().setMessageId(command.wish().getCommandId());
    }

    private static SequencedSet<PersonId> distinct(List<ByteString> ids) {
        SequencedSet<PersonId> distinct = new LinkedHashSet<>();
        ids.forEach(id -> distinct.add(PersonId.of(id)));
        return distinct;
    }

    private static List<ByteString> bytes(Collection<PersonId> people) {
        return people.stream().map(PersonId::bytes).toList();
    }
}
