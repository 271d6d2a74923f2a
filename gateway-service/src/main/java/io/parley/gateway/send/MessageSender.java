package io.parley.gateway.send;

import com.google.protobuf.ByteString;
import io.parley.contracts.ConversationId;
import io.parley.contracts.ErrorCode;
import io.parley.contracts.Ids;
import io.parley.contracts.MessageId;
import io.parley.contracts.PersonId;
import io.parley.contracts.event.Edit;
import io.parley.contracts.event.MessageAccepted;
import io.parley.contracts.event.MessageRejected;
import io.parley.contracts.event.MessageSubmitted;
import io.parley.contracts.event.Post;
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
    private final Submissions submissions;
    private final String region;
    private final Clock clock;

    MessageSender(DataKeys keys, Submissions submissions, ParleyProperties properties, Clock clock) {
        this.keys = keys;
        this.submissions = submissions;
        this.region = properties.region();
        this.clock = clock;
    }

    /// The answer comes when the command is durable and decided, however long that takes.
    ///
    /// @throws DomainException `unavailable` when it could not be submitted
    public CompletableFuture<Answer> send(PersonId sender, Command command) {
        return submit(sender, command, () -> keys.current(sender, KeyPurpose.MESSAGE));
    }

    /// The same for an event loop: done only when it will not block.
    public Optional<CompletableFuture<Answer>> sendAtOnce(PersonId sender, Command command) {
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
            case Command.Edit edit -> wish.setEdit(edit(key.get(), edit));
            case Command.Recall recall ->
                wish.setRecall(
                        Recall.newBuilder().setMessageId(recall.messageId().bytes()));
        }
        return wish.build();
    }

    private Post post(DataKey key, Command.Post post) {
        Post.Builder action = Post.newBuilder()
                .setContent(sealed(key, post, post.content()))
                .setFingerprint(fingerprint(key, post, post.content()))
                .setContentType(post.content().type());
        post.replyTo().ifPresent(target -> action.setReplyTo(target.bytes()));
        post.mentions().forEach(person -> action.addMentions(person.bytes()));
        return action.build();
    }

    private Edit edit(DataKey key, Command.Edit edit) {
        return Edit.newBuilder()
                .setMessageId(edit.messageId().bytes())
                .setContent(sealed(key, edit, edit.content()))
                .setFingerprint(fingerprint(key, edit, edit.content()))
                .setContentType(edit.content().type())
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
    private static ByteString fingerprint(DataKey key, Command command, Content content) {
        byte[] json = content.json();
        byte[] named = ByteBuffer.allocate(16 + json.length)
                .put(Ids.array(command.commandId()))
                .put(json)
                .array();
        return ByteString.copyFrom(key.fingerprint(named));
    }

    private static Answer answer(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Accepted(MessageAccepted fact) ->
                new Answer.Accepted(
                        MessageId.of(fact.getMessageId()),
                        ConversationId.of(fact.getConversationId()),
                        fact.getSeq(),
                        Instant.ofEpochMilli(fact.getAcceptedAtMs()),
                        fact.getRepeatedCommand());
            case Outcome.Refused(MessageRejected refusal) -> new Answer.Rejected(reason(refusal));
        };
    }

    private static DomainException reason(MessageRejected refusal) {
        ErrorCode code = ErrorCode.of(refusal.getCode());
        DomainException reason = new DomainException(code, code.title(Locale.ENGLISH));
        refusal.getDetailsMap().forEach((name, value) -> reason.with(name, detail(name, value)));
        return reason;
    }

    /// Lists travel as comma-separated text.
    private static Object detail(String name, String value) {
        return name.endsWith("Ids") ? Arrays.asList(value.split(",")) : value;
    }
}
