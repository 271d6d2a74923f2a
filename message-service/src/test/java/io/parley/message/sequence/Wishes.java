package io.parley.message.sequence;

import com.google.protobuf.ByteString;
import io.parley.contracts.ConversationId;
import io.parley.contracts.Ids;
import io.parley.contracts.KeyId;
import io.parley.contracts.MessageId;
import io.parley.contracts.PersonId;
import io.parley.contracts.event.AddMembers;
import io.parley.contracts.event.ConversationKind;
import io.parley.contracts.event.Edit;
import io.parley.contracts.event.MessageSubmitted;
import io.parley.contracts.event.Open;
import io.parley.contracts.event.Post;
import io.parley.contracts.event.React;
import io.parley.contracts.event.Recall;
import io.parley.contracts.event.RemoveMember;
import io.parley.contracts.event.Sealed;
import io.parley.contracts.event.SetProperties;
import io.parley.contracts.event.SetRole;
import io.parley.message.fact.History;
import io.parley.message.fact.MemberRole;
import java.util.Arrays;
import java.util.UUID;
import java.util.function.Consumer;

/// Commands as producers send them.
final class Wishes {

    static final KeyId KEY = KeyId.next();

    private Wishes() {}

    static Command open(ConversationId conversation, ConversationKind kind, PersonId opener, PersonId... others) {
        Open.Builder open = Open.newBuilder().setKind(kind).setTitle("Title").addMemberIds(opener.bytes());
        Arrays.stream(others).forEach(other -> open.addMemberIds(other.bytes()));
        return Command.of(
                wish(conversation, conversation.value(), opener).setOpen(open).build());
    }

    static Command post(ConversationId conversation, MessageId message, PersonId sender, String text) {
        return Command.of(wish(conversation, message.value(), sender)
                .setPost(Post.newBuilder()
                        .setContent(sealed(KEY, text))
                        .setFingerprint(ByteString.copyFromUtf8(text))
                        .setContentType("text"))
                .build());
    }

    static Command post(ConversationId conversation, PersonId sender) {
        return post(conversation, MessageId.next(), sender, "hello");
    }

    static Command postUnder(KeyId key, ConversationId conversation, MessageId message, PersonId sender) {
        return Command.of(wish(conversation, message.value(), sender)
                .setPost(Post.newBuilder()
                        .setContent(sealed(key, "hello"))
                        .setFingerprint(ByteString.copyFromUtf8("digest under " + key))
                        .setContentType("text"))
                .build());
    }

    static Command edit(ConversationId conversation, MessageId message, PersonId sender, String text) {
        return Command.of(wish(conversation, Ids.next(), sender)
                .setEdit(Edit.newBuilder()
                        .setMessageId(message.bytes())
                        .setContent(sealed(KEY, text))
                        .setFingerprint(ByteString.copyFromUtf8(text))
                        .setContentType("text"))
                .build());
    }

    static Command recall(ConversationId conversation, MessageId message, PersonId sender) {
        return Command.of(wish(conversation, Ids.next(), sender)
                .setRecall(Recall.newBuilder().setMessageId(message.bytes()))
                .build());
    }

    static Command add(ConversationId conversation, PersonId by, PersonId... added) {
        AddMembers.Builder add = AddMembers.newBuilder();
        Arrays.stream(added).forEach(person -> add.addPersonIds(person.bytes()));
        return Command.of(wish(conversation, Ids.next(), by).setAddMembers(add).build());
    }

    static Command remove(ConversationId conversation, PersonId by, PersonId removed) {
        return Command.of(wish(conversation, Ids.next(), by)
                .setRemoveMember(RemoveMember.newBuilder().setPersonId(removed.bytes()))
                .build());
    }

    static Command react(ConversationId conversation, MessageId message, PersonId by, String emoji) {
        return react(conversation, message, by, emoji, false);
    }

    static Command unreact(ConversationId conversation, MessageId message, PersonId by, String emoji) {
        return react(conversation, message, by, emoji, true);
    }

    private static Command react(
            ConversationId conversation, MessageId message, PersonId by, String emoji, boolean removed) {
        return Command.of(wish(conversation, Ids.next(), by)
                .setReact(React.newBuilder()
                        .setMessageId(message.bytes())
                        .setEmoji(emoji)
                        .setRemoved(removed))
                .build());
    }

    static Command role(ConversationId conversation, PersonId by, PersonId of, MemberRole role) {
        return Command.of(wish(conversation, Ids.next(), by)
                .setSetRole(SetRole.newBuilder().setPersonId(of.bytes()).setRole(role.event()))
                .build());
    }

    static Command title(ConversationId conversation, PersonId by, String title) {
        return Command.of(wish(conversation, Ids.next(), by)
                .setSetProperties(SetProperties.newBuilder().setTitle(title))
                .build());
    }

    static Command history(ConversationId conversation, PersonId by, History history) {
        return Command.of(wish(conversation, Ids.next(), by)
                .setSetProperties(SetProperties.newBuilder().setHistory(history.event()))
                .build());
    }

    /// The same post with more to it.
    static Command with(Command post, Consumer<Post.Builder> more) {
        MessageSubmitted.Builder wish = post.wish().toBuilder();
        more.accept(wish.getPostBuilder());
        return Command.of(wish.build());
    }

    private static MessageSubmitted.Builder wish(ConversationId conversation, UUID command, PersonId sender) {
        return MessageSubmitted.newBuilder()
                .setConversationId(conversation.bytes())
                .setCommandId(Ids.bytes(command))
                .setSenderId(sender.bytes());
    }

    private static Sealed sealed(KeyId key, String text) {
        return Sealed.newBuilder()
                .setKeyId(key.bytes())
                .setCiphertext(ByteString.copyFromUtf8("sealed " + text))
                .build();
    }
}
