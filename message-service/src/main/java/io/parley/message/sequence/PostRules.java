package io.parley.message.sequence;

import com.google.protobuf.ByteString;
import io.parley.contracts.ErrorCode;
import io.parley.contracts.PersonId;
import io.parley.contracts.event.Post;
import io.parley.message.fact.Change;
import io.parley.message.fact.Fact;
import io.parley.message.sequence.Decision.Refused;
import org.jspecify.annotations.Nullable;

/// What a post may refer to: messages of its own conversation and people in it.
final class PostRules {

    private PostRules() {}

    static @Nullable Refused refusal(Command command, BatchMemory memory) {
        Post post = command.wish().getPost();
        if (!post.getReplyTo().isEmpty() && posted(command, post.getReplyTo(), memory) == null) {
            return Refused.invalid("replyTo", "a message of this conversation");
        }
        if (!post.getThreadId().isEmpty() && !isRoot(posted(command, post.getThreadId(), memory))) {
            return Refused.invalid("threadId", "a message of this conversation that is in no thread itself");
        }
        return mentions(command, post, memory.conversation(command.conversationId()));
    }

    private static @Nullable Refused mentions(Command command, Post post, ConversationState conversation) {
        for (ByteString person : post.getMentionsList()) {
            if (!conversation.has(PersonId.of(person))) {
                return Refused.invalid("mentions", "people in this conversation");
            }
        }
        return post.getMentionsAll() && !conversation.runBy(command.sender())
                ? Refused.of(ErrorCode.ROLE_REQUIRED, "rule", "owner or moderator")
                : null;
    }

    private static @Nullable Fact posted(Command command, ByteString message, BatchMemory memory) {
        Fact fact = memory.fact(command.at(message));
        return fact == null || fact.change() != Change.POSTED ? null : fact;
    }

    private static boolean isRoot(@Nullable Fact post) {
        return post != null && post.event().getPosted().getThreadId().isEmpty();
    }
}
