package io.parley.gateway.send;

import com.google.protobuf.InvalidProtocolBufferException;
import io.parley.contracts.ConversationId;
import io.parley.contracts.ErrorCode;
import io.parley.contracts.Ids;
import io.parley.contracts.KeyId;
import io.parley.contracts.MessageId;
import io.parley.contracts.PersonId;
import io.parley.contracts.event.Forwarded;
import io.parley.contracts.event.MessageAccepted;
import io.parley.contracts.event.MessageRun;
import io.parley.contracts.event.Sealed;
import io.parley.platform.identity.ServiceClients;
import io.parley.platform.keys.ContentAad;
import io.parley.platform.keys.DataKey;
import io.parley.platform.keys.DataKeys;
import io.parley.platform.problem.DomainException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.service.annotation.GetExchange;

/// What is to be forwarded, read as the one who forwards may read it.
@Component
final class Originals {

    private final Messages messages;
    private final DataKeys keys;

    Originals(ServiceClients clients, DataKeys keys) {
        this.messages = clients.create(Messages.class, "message");
        this.keys = keys;
    }

    interface Messages {

        /// A `MessageRun`: the message and its edits, ascending. 404 when the person may not read it.
        @GetExchange(value = "/internal/conversations/{id}/messages/{messageId}", accept = MediaType.ALL_VALUE)
        byte[] message(@PathVariable UUID id, @PathVariable UUID messageId, @RequestParam UUID personId);
    }

    record Original(Content content, Forwarded provenance) {}

    /// @throws DomainException `not-found`, `conflict` when it was recalled, `withheld` when its key was destroyed
    Original find(PersonId reader, Command.Forward wish) {
        List<MessageAccepted> facts = read(reader, wish.from(), wish.original())
                .orElseThrow(() -> DomainException.notFound("message to forward"));
        MessageAccepted newest = facts.getLast();
        Sealed cipher = newest.hasEdited()
                ? newest.getEdited().getContent()
                : newest.getPosted().getContent();
        if (cipher.getKeyId().isEmpty()) {
            throw new DomainException(ErrorCode.CONFLICT, "forwardOf: recalled").with("rule", "recalled");
        }
        return new Original(Content.of(open(newest, cipher)), provenance(facts.getFirst()));
    }

    /// The message that this wish became before, as long as it was this wish.
    Optional<MessageAccepted> became(PersonId sender, Command.Forward wish) {
        return read(sender, wish.conversationId(), wish.messageId())
                .map(List::getFirst)
                .filter(fact -> fact.getSenderId().equals(sender.bytes()))
                .filter(fact -> isOf(fact.getPosted().getForwarded(), wish));
    }

    private static boolean isOf(Forwarded forwarded, Command.Forward wish) {
        return forwarded.getConversationId().equals(wish.from().bytes())
                && forwarded.getMessageId().equals(wish.original().bytes());
    }

    private Optional<List<MessageAccepted>> read(PersonId reader, ConversationId conversation, MessageId message) {
        try {
            byte[] run = messages.message(conversation.value(), message.value(), reader.value());
            return Optional.of(MessageRun.parseFrom(run).getItemsList());
        } catch (HttpClientErrorException.NotFound unseen) {
            return Optional.empty();
        } catch (InvalidProtocolBufferException broken) {
            throw new IllegalStateException("message: unreadable (expected: a run of facts)", broken);
        }
    }

    private byte[] open(MessageAccepted fact, Sealed cipher) {
        KeyId id = KeyId.of(cipher.getKeyId());
        DataKey key = keys.lookup(Set.of(id)).get(id);
        if (key == null) {
            throw new DomainException(ErrorCode.WITHHELD, "forwardOf: its author's key was destroyed");
        }
        byte[] bound = ContentAad.of(
                Ids.uuid(fact.getCommandId()), ConversationId.of(fact.getConversationId()), fact.getRegion());
        return key.open(cipher.getCiphertext().toByteArray(), bound);
    }

    /// However often it was forwarded, the one who said it first stays named.
    private static Forwarded provenance(MessageAccepted original) {
        Forwarded before = original.getPosted().getForwarded();
        boolean again = original.getPosted().hasForwarded();
        return Forwarded.newBuilder()
                .setConversationId(original.getConversationId())
                .setMessageId(original.getMessageId())
                .setAuthorId(again ? before.getAuthorId() : original.getSenderId())
                .setAcceptedAtMs(again ? before.getAcceptedAtMs() : original.getAcceptedAtMs())
                .build();
    }
}
