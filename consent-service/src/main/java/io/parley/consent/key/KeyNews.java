package io.parley.consent.key;

import com.google.protobuf.ByteString;
import io.parley.contracts.Ids;
import io.parley.contracts.KeyId;
import io.parley.contracts.PersonId;
import io.parley.contracts.Topics;
import io.parley.contracts.event.KeyDestroyed;
import io.parley.platform.outbox.Outbox;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Tells the caches of all services which keys they must not use any more.
@Component
class KeyNews {

    private final Outbox outbox;

    KeyNews(Outbox outbox) {
        this.outbox = outbox;
    }

    /// @param owner null: the region
    void tell(KeyId key, @Nullable PersonId owner) {
        KeyDestroyed.Builder destroyed = KeyDestroyed.newBuilder().setKeyId(key.bytes());
        if (owner != null) {
            destroyed.setOwnerId(ByteString.copyFrom(Ids.array(owner.value())));
        }
        outbox.append(
                Topics.KEY_DESTROYED, Ids.array(key.value()), destroyed.build().toByteArray());
    }
}
