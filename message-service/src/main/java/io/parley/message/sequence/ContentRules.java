package io.parley.message.sequence;

import com.google.protobuf.ByteString;
import io.parley.contracts.ErrorCode;
import io.parley.contracts.event.Edit;
import io.parley.contracts.event.Edited;
import io.parley.contracts.event.MessageAccepted;
import io.parley.contracts.event.Post;
import io.parley.contracts.event.Posted;
import io.parley.contracts.event.Recalled;
import io.parley.message.fact.Change;
import io.parley.message.fact.Fact;
import io.parley.message.sequence.Decision.Refused;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Who may post, edit and recall what, and until when.
final class ContentRules {

    private static final int MAX_TYPE_CHARS = 100;

    private static final Refused FOREIGN_FILE =
            Refused.invalid("content.fileId", "a complete file of yours, or one that a message shows to you");

    private final Duration editWindow;
    private final Duration recallWindow;

    ContentRules(Duration editWindow, Duration recallWindow) {
        this.editWindow = editWindow;
        this.recallWindow = recallWindow;
    }

    Ruling post(Command command, BatchMemory memory) {
        if (outsider(command, memory)) {
            return Refused.of(ErrorCode.NOT_A_MEMBER);
        }
        Post post = command.wish().getPost();
        Refused wrong = PostRules.refusal(command, memory);
        if (wrong != null) {
            return wrong;
        }
        if (foreignFile(command, memory)) {
            return FOREIGN_FILE;
        }
        return badType(post.getContentType())
                ? Refused.invalid("content.type", "1.." + MAX_TYPE_CHARS + " printable characters")
                : allowed(command.wish().getCommandId(), draft -> draft.setPosted(posted(post)));
    }

    Ruling edit(Command command, BatchMemory memory, long nowMs) {
        Refused refused = refusal(command, memory, editWindow, nowMs);
        if (refused != null) {
            return refused;
        }
        if (foreignFile(command, memory)) {
            return FOREIGN_FILE;
        }
        Edit edit = command.wish().getEdit();
        return badType(edit.getContentType())
                ? Refused.invalid("content.type", "1.." + MAX_TYPE_CHARS + " printable characters")
                : allowed(edit.getMessageId(), draft -> draft.setEdited(edited(edit)));
    }

    Ruling recall(Command command, BatchMemory memory, long nowMs) {
        Refused refused = refusal(command, memory, recallWindow, nowMs);
        return refused != null
                ? refused
                : allowed(
                        command.wish().getRecall().getMessageId(),
                        draft -> draft.setRecalled(Recalled.getDefaultInstance()));
    }

    private static @Nullable Refused refusal(Command command, BatchMemory memory, Duration window, long nowMs) {
        if (outsider(command, memory)) {
            return Refused.of(ErrorCode.NOT_A_MEMBER);
        }
        CommandKey target = command.target().getFirst();
        Fact post = memory.fact(target);
        if (post == null || post.change() != Change.POSTED) {
            return Refused.of(ErrorCode.NOT_FOUND);
        }
        if (!post.event().getSenderId().equals(command.wish().getSenderId())) {
            return Refused.of(ErrorCode.NOT_THE_AUTHOR);
        }
        if (memory.recalled(target)) {
            return Refused.of(ErrorCode.CONFLICT, "rule", "recalled");
        }
        return nowMs - post.event().getAcceptedAtMs() > window.toMillis() ? Refused.of(ErrorCode.WINDOW_CLOSED) : null;
    }

    private static boolean outsider(Command command, BatchMemory memory) {
        return !memory.conversation(command.conversationId()).has(command.sender());
    }

    private static boolean foreignFile(Command command, BatchMemory memory) {
        return command.fileUses().stream().anyMatch(use -> !memory.maySend(use));
    }

    private static boolean badType(String type) {
        return type.isBlank() || type.length() > MAX_TYPE_CHARS || type.chars().anyMatch(Character::isISOControl);
    }

    private static Posted posted(Post post) {
        Posted.Builder posted = Posted.newBuilder()
                .setContent(post.getContent())
                .setReplyTo(post.getReplyTo())
                .addAllMentions(post.getMentionsList())
                .setContentType(post.getContentType())
                .setThreadId(post.getThreadId())
                .addAllFileIds(post.getFileIdsList())
                .setMentionsAll(post.getMentionsAll());
        return (post.hasForwarded() ? posted.setForwarded(post.getForwarded()) : posted).build();
    }

    private static Edited edited(Edit edit) {
        return Edited.newBuilder()
                .setContent(edit.getContent())
                .setContentType(edit.getContentType())
                .addAllFileIds(edit.getFileIdsList())
                .build();
    }

    private static Ruling allowed(ByteString messageId, Consumer<MessageAccepted.Builder> change) {
        MessageAccepted.Builder draft = MessageAccepted.newBuilder().setMessageId(messageId);
        change.accept(draft);
        return new Ruling.Allowed(draft);
    }
}
