package io.parley.gateway.send;

import com.google.protobuf.ByteString;
import io.parley.contracts.ConversationId;
import io.parley.contracts.ErrorCode;
import io.parley.contracts.FileId;
import io.parley.contracts.Ids;
import io.parley.contracts.MessageId;
import io.parley.contracts.PersonId;
import io.parley.contracts.event.Edit;
import io.parley.contracts.event.MessageAccepted;
import io.parley.contracts.event.MessageRejected;
import io.parley.contracts.event.MessageSubmitted;
import io.parley.contracts.event.Post;
import io.parley.contracts.event.React;
import io.parley.contracts.event.Recall;
import io.parley.contracts.event.Sealed;
import io.parley.platform.keys.ContentAad;
import io.parley.platform.keys.DataKey;
import io.parley.platform.keys.DataKeys;
import io.parley.platform.keys.KeyPurpose;
import io.parley.platform.problem.DomainException;
import io.parley.platform.region.ParleyProperties;
import io.parley.platform.submission.Outcome;
import io.parley.platform.submission.Submissions;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.springframework.stereotype.Service;

/// Encrypts a command under its author's current key and submits it. Blocks while a key is fetched or Kafka is slow,
/// so never call it on an event loop.
@Service
public class MessageSender {

    private final DataKeys keys;
    private final Originals originals;
    private final Submissions submissions;
    private final String region;
    private final Clock clock;

    MessageSender(
            DataKeys keys, Originals originals, Submissions submissions, ParleyProperties properties, Clock clock) {
        this.keys = keys;
        this.originals = originals;
        this.submissions = submissions;
        this.region = properties.region();
        this.clock = clock;
    }

    /// The answer comes when the command is durable and decided, however long that takes.
    ///
    /// @throws DomainException `unavailable` when it could not be submitted; of a forward also why its
    ///     original cannot be had
    public CompletableFuture<Answer> send(PersonId sender, Command command) {
        return command instanceof Command.Forward forward ? forward(sender, forward) : submit(sender, command);
    }

    /// A repeat answers the same, even when the original cannot be had any more.
    private CompletableFuture<Answer> forward(PersonId sender, Command.Forward forward) {
        try {
            return submit(sender, forward);
        } catch (DomainException refused) {
            if (refused.code() == ErrorCode.UNAVAILABLE) {
                throw refused;
            }
            return originals
                    .became(sender, forward)
                    .map(fact -> CompletableFuture.completedFuture(accepted(fact, true)))
                    .orElseThrow(() -> refused);
        }
    }

    private CompletableFuture<Answer> submit(PersonId sender, Command command) {
        return submit(sender, command, () -> keys.current(sender, KeyPurpose.MESSAGE));
    }

    /// The same for an event loop: done only when it will not block.
    public Optional<CompletableFuture<Answer>> sendAtOnce(PersonId sender, Command.Post command) {
        Optional<DataKey> key = keys.cachedCurrent(sender, KeyPurpose.MESSAGE).filter(_ -> submissions.flows());
        return key.map(ready -> submit(sender, command, () -> ready));
    }

    private CompletableFuture<Answer> submit(PersonId sender, Command command, Supplier<DataKey> key) {
        return submissions.submit(submitted(sender, command, key)).thenApply(MessageSender::answer);
    }

    private MessageSubmitted submitted(PersonId sender, Command command, Supplier<DataKey> key) {
        MessageSubmitted.Builder wish = MessageSubmitted.newBuilder()
                .setCommandId(Ids.bytes(command.commandId()))
                .setConversationId(command.conversationId().bytes())
                .setSenderId(sender.bytes())
                .setSubmittedAtMs(clock.millis());
        switch (command) {
            case Command.Post post -> wish.setPost(post(key.get(), post));
            case Command.Forward forward -> wish.setPost(forwarded(sender, forward, key));
            case Command.Edit edit -> wish.setEdit(edit(key.get(), edit));
            case Command.Recall recall ->
                wish.setRecall(
                        Recall.newBuilder().setMessageId(recall.messageId().bytes()));
            case Command.React react ->
                wish.setReact(React.newBuilder()
                        .setMessageId(react.messageId().bytes())
                        .setEmoji(react.emoji().value())
                        .setRemoved(react.removed()));
        }
        return wish.build();
    }

    private Post post(DataKey key, Command.Post post) {
        return said(key, post, post.content(), post.references())
                .setFingerprint(fingerprint(key, post, post.content().json()))
                .build();
    }

    /// The digest is of what is forwarded, not of its text, which may be edited between a wish and its repeat.
    private Post forwarded(PersonId sender, Command.Forward forward, Supplier<DataKey> keyOfSender) {
        Originals.Original original = originals.find(sender, forward);
        DataKey key = keyOfSender.get();
        byte[] source = (forward.from() + " " + forward.original()).getBytes(StandardCharsets.US_ASCII);
        return said(key, forward, original.content(), forward.references())
                .setFingerprint(fingerprint(key, forward, source))
                .setForwarded(original.provenance())
                .build();
    }

    private Post.Builder said(DataKey key, Command command, Content content, Command.References references) {
        Post.Builder post = Post.newBuilder()
                .setContent(sealed(key, command, content))
                .setContentType(content.type())
                .setMentionsAll(references.mentionsAll());
        references.replyTo().ifPresent(target -> post.setReplyTo(target.bytes()));
        references.threadId().ifPresent(root -> post.setThreadId(root.bytes()));
        references.mentions().forEach(person -> post.addMentions(person.bytes()));
        content.files().forEach(file -> post.addFileIds(file.bytes()));
        return post;
    }

    private Edit edit(DataKey key, Command.Edit edit) {
        return Edit.newBuilder()
                .setMessageId(edit.messageId().bytes())
                .setContent(sealed(key, edit, edit.content()))
                .setFingerprint(fingerprint(key, edit, edit.content().json()))
                .setContentType(edit.content().type())
                .addAllFileIds(
                        edit.content().files().stream().map(FileId::bytes).toList())
                .build();
    }

    private Sealed sealed(DataKey key, Command command, Content content) {
        byte[] associated = ContentAad.of(command.commandId(), command.conversationId(), region);
        return Sealed.newBuilder()
                .setKeyId(key.id().bytes())
                .setCiphertext(ByteString.copyFrom(key.seal(content.json(), associated)))
                .build();
    }

    /// Covers the command id, so that equal texts of one author do not show as equal (ADR 4).
    private static ByteString fingerprint(DataKey key, Command command, byte[] said) {
        byte[] named = ByteBuffer.allocate(16 + said.length)
                .put(Ids.array(command.commandId()))
                .put(said)
                .array();
        return ByteString.copyFrom(key.fingerprint(named));
    }

    private static Answer answer(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Accepted(MessageAccepted fact) -> accepted(fact, fact.getRepeatedCommand());
            case Outcome.Refused(MessageRejected refusal) -> new Answer.Rejected(reason(refusal));
        };
    }

    private static Answer accepted(MessageAccepted fact, boolean repeated) {
        return new Answer.Accepted(
                MessageId.of(fact.getMessageId()),
                ConversationId.of(fact.getConversationId()),
                fact.getSeq(),
                Instant.ofEpochMilli(fact.getAcceptedAtMs()),
                repeated);
    }

    private static DomainException reason(MessageRejected refusal) {
        ErrorCode code = ErrorCode.of(refusal.getCode());
        DomainException reason = new DomainException(code, code.title(Locale.ENGLISH));
        refusal.getDetailsMap().forEach((name, value) -> reason.with(name, detail(name, value)));
        String field = refusal.getDetailsMap().get("field");
        return field == null
                ? reason
                : reason.violation(field, refusal.getDetailsMap().getOrDefault("rule", "valid"));
    }

    /// Lists travel as comma-separated text.
    private static Object detail(String name, String value) {
        return name.endsWith("Ids") ? Arrays.asList(value.split(",")) : value;
    }
}
