package io.parley.consent.key;

import com.google.protobuf.ByteString;
import io.parley.contracts.Ids;
import io.parley.contracts.PersonId;
import io.parley.contracts.Topics;
import io.parley.contracts.event.KeyDestroyed;
import io.parley.platform.outbox.Outbox;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/// Tells the caches of all services, and what else follows keys here, which ones are no more.
@Component
class KeyNews {

    private final Outbox outbox;
    private final ApplicationEventPublisher events;

    KeyNews(Outbox outbox, ApplicationEventPublisher events) {
        this.outbox = outbox;
        this.events = events;
    }

    /// @param owner null: the region
    void tell(KeyStore.Destroyed key, @Nullable PersonId owner) {
        KeyDestroyed.Builder destroyed =
                KeyDestroyed.newBuilder().setKeyId(key.id().bytes());
        if (owner != null) {
            destroyed.setOwnerId(ByteString.copyFrom(Ids.array(owner.value())));
        }
        outbox.append(
                Topics.KEY_DESTROYED,
                Ids.array(key.id().value()),
                destroyed.build().toByteArray());
        events.publishEvent(new KeyGone(owner, key.purpose(), key.month()));
    }
}
