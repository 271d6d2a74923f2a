package io.parley.message.sequence;

import io.parley.contracts.Emoji;
import io.parley.contracts.ErrorCode;
import io.parley.contracts.event.MessageAccepted;
import io.parley.contracts.event.React;
import io.parley.contracts.event.Reacted;
import io.parley.message.fact.Change;
import io.parley.message.fact.Fact;
import io.parley.message.sequence.Decision.Refused;
import java.util.Map;

/// Who may react to what. A reaction that is there, or was taken back, already is not a new fact.
final class ReactionRules {

    private static final int MOST = 20;

    private ReactionRules() {}

    static Ruling react(Command command, BatchMemory memory) {
        if (!memory.conversation(command.conversationId()).has(command.sender())) {
            return Refused.of(ErrorCode.NOT_A_MEMBER);
        }
        CommandKey target = command.target().getFirst();
        Fact post = memory.fact(target);
        if (post == null || post.change() != Change.POSTED) {
            return Refused.of(ErrorCode.NOT_FOUND);
        }
        return memory.recalled(target)
                ? Refused.of(ErrorCode.CONFLICT, "rule", "recalled")
                : react(command.wish().getReact(), memory.reactions(target, command.sender()));
    }

    private static Ruling react(React react, Map<String, Fact> own) {
        if (!Emoji.isOne(react.getEmoji())) {
            return Refused.invalid("emoji", "one emoji of at most " + Emoji.MAX_CODE_POINTS + " code points");
        }
        Fact last = own.get(react.getEmoji());
        if (last == null && react.getRemoved()) {
            return Refused.of(ErrorCode.NOT_FOUND);
        }
        if (last != null && isRemoved(last) == react.getRemoved()) {
            return new Ruling.Stands(last);
        }
        return !react.getRemoved() && present(own) >= MOST
                ? Refused.of(ErrorCode.RULE_VIOLATED, "rule", "at most " + MOST + " reactions of a person to a message")
                : allowed(react);
    }

    private static long present(Map<String, Fact> own) {
        return own.values().stream().filter(fact -> !isRemoved(fact)).count();
    }

    private static boolean isRemoved(Fact reaction) {
        return reaction.event().getReacted().getRemoved();
    }

    private static Ruling allowed(React react) {
        return new Ruling.Allowed(MessageAccepted.newBuilder()
                .setMessageId(react.getMessageId())
                .setReacted(Reacted.newBuilder().setEmoji(react.getEmoji()).setRemoved(react.getRemoved())));
    }
}
