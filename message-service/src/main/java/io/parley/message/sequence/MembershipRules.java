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
import io.parley.message.fact.Kind;
import io.parley.message.sequence.Decision.Refused;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;

/// Who may open a conversation, bring people into it and take them out.
final class MembershipRules {

    private static final int MAX_TITLE_CHARS = 200;

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
        return badTitle(open.getTitle())
                ? Refused.invalid("title", "at most " + MAX_TITLE_CHARS + " printable characters")
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
        return kind == Kind.DIRECT ? openDirect(command, members, memory) : opened(command, members);
    }

    private static Ruling openDirect(Command command, SequencedSet<PersonId> members, BatchMemory memory) {
        if (members.size() != 2) {
            return Refused.invalid("memberIds", "two people in a direct conversation");
        }
        ConversationId first = memory.direct(DirectPair.of(members));
        return first == null
                ? opened(command, members)
                : Refused.of(ErrorCode.CONFLICT, "conversationId", first.toString());
    }

    private static Ruling opened(Command command, SequencedSet<PersonId> members) {
        Open open = command.wish().getOpen();
        return new Ruling.Allowed(draft(command)
                .setOpened(Opened.newBuilder()
                        .setKind(open.getKind())
                        .setTitle(open.getTitle())
                        .addAllMemberIds(bytes(members))));
    }

    Ruling add(Command command, BatchMemory memory) {
        ConversationState conversation = memory.conversation(command.conversationId());
        if (!conversation.has(command.sender())) {
            return Refused.of(ErrorCode.NOT_A_MEMBER);
        }
        if (conversation.direct()) {
            return directIsFixed();
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
        return new Ruling.Allowed(
                draft(command).setMembersAdded(MembersAdded.newBuilder().addAllPersonIds(bytes(added))));
    }

    Ruling remove(Command command, BatchMemory memory) {
        ConversationState conversation = memory.conversation(command.conversationId());
        if (!conversation.has(command.sender())) {
            return Refused.of(ErrorCode.NOT_A_MEMBER);
        }
        if (conversation.direct()) {
            return directIsFixed();
        }
        ByteString person = command.wish().getRemoveMember().getPersonId();
        return conversation.has(PersonId.of(person))
                ? new Ruling.Allowed(draft(command)
                        .setMemberRemoved(MemberRemoved.newBuilder().setPersonId(person)))
                : Refused.of(ErrorCode.NOT_FOUND);
    }

    private boolean known(Collection<PersonId> asked) {
        return asked.stream().allMatch(people::knows);
    }

    private Refused tooMany() {
        return Refused.of(ErrorCode.RULE_VIOLATED, "rule", "at most " + maxMembers + " members");
    }

    private static Refused directIsFixed() {
        return Refused.of(ErrorCode.RULE_VIOLATED, "rule", "a direct conversation keeps its two members");
    }

    private static boolean badTitle(String title) {
        return title.length() > MAX_TITLE_CHARS || title.chars().anyMatch(Character::isISOControl);
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
