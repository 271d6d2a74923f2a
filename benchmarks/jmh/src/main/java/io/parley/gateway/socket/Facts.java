package io.parley.gateway.socket;

import com.google.protobuf.ByteString;
import io.parley.contracts.ConversationId;
import io.parley.contracts.MessageId;
import io.parley.contracts.PersonId;
import io.parley.contracts.event.MessageAccepted;
import io.parley.contracts.event.Posted;
import io.parley.contracts.event.Sealed;
import io.parley.platform.keys.ContentAad;
import io.parley.platform.keys.DataKey;
import java.nio.charset.StandardCharsets;

/// What message-service would have decided.
final class Facts {

    private static final byte[] CONTENT =
            "{\"type\":\"text\",\"text\":\"The courier leaves the Shanghai warehouse tomorrow. 快递明天从上海仓库发出。\"}"
                    .getBytes(StandardCharsets.UTF_8);

    private Facts() {}

    static MessageAccepted posted(ConversationId conversation, long seq, DataKey key) {
        MessageId message = MessageId.next();
        byte[] sealed = key.seal(CONTENT, ContentAad.of(message.value(), conversation, "eu"));
        return MessageAccepted.newBuilder()
                .setConversationId(conversation.bytes())
                .setCommandId(message.bytes())
                .setMessageId(message.bytes())
                .setSenderId(PersonId.next().bytes())
                .setSeq(seq)
                .setAcceptedAtMs(1_790_000_000_000L)
                .setRegion("eu")
                .setPosted(Posted.newBuilder()
                        .setContentType("text")
                        .setContent(Sealed.newBuilder()
                                .setKeyId(key.id().bytes())
                                .setCiphertext(ByteString.copyFrom(sealed))))
                .build();
    }
}
