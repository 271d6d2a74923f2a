package io.parley.message.sequence;

import io.parley.contracts.ErrorCode;
import io.parley.contracts.event.MessageAccepted;
import io.parley.contracts.event.MessageSubmitted;
import io.parley.contracts.event.Sealed;
import io.parley.message.fact.Change;
import io.parley.message.fact.Fact;
import io.parley.message.sequence.Decision.Accepted;
import io.parley.message.sequence.Decision.Refused;
import io.parley.message.sequence.Decision.Repeated;

/// Gives each command its outcome and each new fact its number. No clock, no I/O: what it needs is in the memory.
final class MessageSequencer {

    private final String region;
    private final ContentRules contentRules;
    private final MembershipRules membershipRules;
    private final RoleRules roleRules;

    MessageSequencer(String region, ContentRules contentRules, MembershipRules membershipRules, RoleRules roleRules) {
        this.region = region;
        this.contentRules = contentRules;
        this.membershipRules = membershipRules;
        this.roleRules = roleRules;
    }

    Decision decide(Command command, BatchMemory memory, long nowMs) {
        Fact earlier = memory.fact(command.key());
        return earlier == null ? first(command, memory, nowMs) : again(command, earlier, memory);
    }

    private Decision first(Command command, BatchMemory memory, long nowMs) {
        return switch (rule(command, memory, nowMs)) {
            case Refused refused -> refused;
            case Ruling.Stands(Fact fact) -> new Repeated(fact);
            case Ruling.Allowed allowed -> accept(command, allowed.draft(), memory, nowMs);
        };
    }

    private Ruling rule(Command command, BatchMemory memory, long nowMs) {
        return switch (command.wish().getActionCase()) {
            case POST -> contentRules.post(command, memory);
            case EDIT -> contentRules.edit(command, memory, nowMs);
            case RECALL -> contentRules.recall(command, memory, nowMs);
            case OPEN -> membershipRules.open(command, memory);
            case ADD_MEMBERS -> membershipRules.add(command, memory);
            case REMOVE_MEMBER -> membershipRules.remove(command, memory);
            case REACT -> ReactionRules.react(command, memory);
            case SET_ROLE -> roleRules.setRole(command, memory);
            case SET_PROPERTIES -> PropertyRules.set(command, memory);
            case ACTION_NOT_SET -> throw new IllegalArgumentException("action: not set (expected: one of the actions)");
        };
    }

    private Decision accept(Command command, MessageAccepted.Builder draft, BatchMemory memory, long nowMs) {
        draft.setConversationId(command.wish().getConversationId())
                .setCommandId(command.wish().getCommandId())
                .setSenderId(command.wish().getSenderId())
                .setRegion(region);
        MessageAccepted event = memory.conversation(command.conversationId()).number(draft, nowMs);
        Fact fact = new Fact(event, command.fingerprint());
        memory.accept(fact);
        return new Accepted(fact);
    }

    private static Decision again(Command command, Fact earlier, BatchMemory memory) {
        if (earlier.change() == Change.PURGED) {
            return purged(command, memory);
        }
        if (!earlier.event().getSenderId().equals(command.wish().getSenderId())) {
            return anothers(command, memory);
        }
        return sameWish(command, earlier) ? new Repeated(earlier) : Refused.of(ErrorCode.IDEMPOTENCY_MISMATCH);
    }

    /// Its outcome is destroyed with it: neither a repeat nor another command can be told from it.
    private static Decision purged(Command command, BatchMemory memory) {
        return memory.conversation(command.conversationId()).has(command.sender())
                ? Refused.of(ErrorCode.CONFLICT, "rule", "purged")
                : Refused.of(ErrorCode.NOT_A_MEMBER);
    }

    /// An outsider who guesses an id learns nothing but that they are outside.
    private static Decision anothers(Command command, BatchMemory memory) {
        boolean outsider = !memory.conversation(command.conversationId()).has(command.sender())
                && !command.wish().hasOpen();
        return Refused.of(outsider ? ErrorCode.NOT_A_MEMBER : ErrorCode.IDEMPOTENCY_MISMATCH);
    }

    /// Digests of content compare only under one key: a repeat after the author's key has changed counts as a repeat.
    private static boolean sameWish(Command command, Fact earlier) {
        return earlier.fingerprint().equals(command.fingerprint()) || underAnotherKey(command, earlier);
    }

    private static boolean underAnotherKey(Command command, Fact earlier) {
        MessageSubmitted wish = command.wish();
        MessageAccepted event = earlier.event();
        return switch (wish.getActionCase()) {
            case POST ->
                event.hasPosted()
                        && otherKey(
                                wish.getPost().getContent(), event.getPosted().getContent());
            case EDIT ->
                event.hasEdited()
                        && event.getMessageId().equals(wish.getEdit().getMessageId())
                        && otherKey(
                                wish.getEdit().getContent(), event.getEdited().getContent());
            case RECALL, OPEN, ADD_MEMBERS, REMOVE_MEMBER, REACT, SET_ROLE, SET_PROPERTIES, ACTION_NOT_SET -> false;
        };
    }

    private static boolean otherKey(Sealed one, Sealed other) {
        return !one.getKeyId().equals(other.getKeyId());
    }
}
