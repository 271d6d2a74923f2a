package io.parley.message.sequence;

import io.parley.contracts.ErrorCode;
import io.parley.contracts.PersonId;
import io.parley.contracts.event.MessageAccepted;
import io.parley.contracts.event.RoleChanged;
import io.parley.contracts.event.SetRole;
import io.parley.message.fact.MemberRole;
import io.parley.message.sequence.Decision.Refused;
import java.util.Optional;

/// Who may make whom an owner or a moderator.
final class RoleRules {

    private final People people;

    RoleRules(People people) {
        this.people = people;
    }

    Ruling setRole(Command command, BatchMemory memory) {
        ConversationState conversation = memory.conversation(command.conversationId());
        if (!conversation.has(command.sender())) {
            return Refused.of(ErrorCode.NOT_A_MEMBER);
        }
        if (conversation.direct()) {
            return Refused.of(ErrorCode.RULE_VIOLATED, "rule", "a direct conversation has no roles");
        }
        if (conversation.role(command.sender()) != MemberRole.OWNER) {
            return Refused.of(ErrorCode.ROLE_REQUIRED, "rule", "owner");
        }
        SetRole wish = command.wish().getSetRole();
        return conversation.has(PersonId.of(wish.getPersonId()))
                ? setRole(command, wish, conversation)
                : Refused.of(ErrorCode.NOT_FOUND);
    }

    private Ruling setRole(Command command, SetRole wish, ConversationState conversation) {
        PersonId person = PersonId.of(wish.getPersonId());
        Optional<MemberRole> role = MemberRole.of(wish.getRole());
        if (role.isEmpty()) {
            return Refused.invalid("role", "owner, moderator or member");
        }
        if (role.get() == conversation.role(person)) {
            return Refused.of(ErrorCode.CONFLICT, "rule", "unchanged");
        }
        if (conversation.onlyOwner(person)) {
            return Refused.of(ErrorCode.RULE_VIOLATED, "rule", "a conversation keeps an owner");
        }
        return conversation.customer() && people.guest(person)
                ? Refused.of(ErrorCode.RULE_VIOLATED, "rule", "guests do not run a customer conversation")
                : allowed(command, wish);
    }

    private static Ruling allowed(Command command, SetRole wish) {
        return new Ruling.Allowed(MessageAccepted.newBuilder()
                .setMessageId(command.wish().getCommandId())
                .setRoleChanged(
                        RoleChanged.newBuilder().setPersonId(wish.getPersonId()).setRole(wish.getRole())));
    }
}
