package io.parley.message.sequence;

import io.parley.contracts.ErrorCode;
import io.parley.contracts.event.MessageAccepted;
import io.parley.contracts.event.PropertiesChanged;
import io.parley.contracts.event.SetProperties;
import io.parley.message.fact.History;
import io.parley.message.sequence.Decision.Refused;

/// Who may change a conversation's title and what newcomers read. The setting holds for those who join after it.
final class PropertyRules {

    private static final int MAX_TITLE_CHARS = 200;

    private PropertyRules() {}

    static Ruling set(Command command, BatchMemory memory) {
        ConversationState conversation = memory.conversation(command.conversationId());
        if (!conversation.has(command.sender())) {
            return Refused.of(ErrorCode.NOT_A_MEMBER);
        }
        if (conversation.direct()) {
            return Refused.of(ErrorCode.RULE_VIOLATED, "rule", "a direct conversation has no title and no newcomers");
        }
        if (!conversation.runBy(command.sender())) {
            return Refused.of(ErrorCode.ROLE_REQUIRED, "rule", "owner or moderator");
        }
        return set(command, command.wish().getSetProperties(), conversation);
    }

    private static Ruling set(Command command, SetProperties wish, ConversationState conversation) {
        if (badTitle(wish.getTitle())) {
            return badTitle();
        }
        if (wish.hasHistory() && History.of(wish.getHistory()).isEmpty()) {
            return Refused.invalid("history", "all or from-joining");
        }
        PropertiesChanged changed = changed(wish, conversation);
        return changed.hasTitle() || changed.hasHistory()
                ? new Ruling.Allowed(MessageAccepted.newBuilder()
                        .setMessageId(command.wish().getCommandId())
                        .setPropertiesChanged(changed))
                : Refused.of(ErrorCode.CONFLICT, "rule", "unchanged");
    }

    private static PropertiesChanged changed(SetProperties wish, ConversationState conversation) {
        PropertiesChanged.Builder changed = PropertiesChanged.newBuilder();
        if (wish.hasTitle() && !wish.getTitle().equals(conversation.title())) {
            changed.setTitle(wish.getTitle());
        }
        if (wish.hasHistory() && wish.getHistory() != conversation.history().event()) {
            changed.setHistory(wish.getHistory());
        }
        return changed.build();
    }

    static boolean badTitle(String title) {
        return title.length() > MAX_TITLE_CHARS || title.chars().anyMatch(Character::isISOControl);
    }

    static Refused badTitle() {
        return Refused.invalid("title", "at most " + MAX_TITLE_CHARS + " printable characters");
    }
}
