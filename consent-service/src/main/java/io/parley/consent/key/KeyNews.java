package io.parley.consent.key;

import com.google.protobuf.ByteString;
import io.parley.contracts.Ids;
import io.parley.contracts.KeyId;
import io.parley.contracts.PersonId;
import io.parley.contracts.Topics;
import io.parley.contracts.event.KeyDestroyed;
import io.parley.platform.outbox.Outbox;
import org.springframework.stereotype.Component;

/// Tells the caches of all services which keys they must not use any more.
@Component
class KeyNews {

    private final Outbox outbox;

    KeyNews(Outbox outbox) {
        this.outbox = outbox;
    }

    void tell(KeyId key, PersonId owner) {
        KeyDestroyed destroyed = KeyDestroyed.newBuilder()
                .setKeyId(key.bytes())
                .setOwnerId(ByteString.copyFrom(Ids.array(owner.value())))
                .build();
        outbox.append(Topics.KEY_DESTROYED, Ids.array(key.value()), destroyed.toByteArray());
    }
}
