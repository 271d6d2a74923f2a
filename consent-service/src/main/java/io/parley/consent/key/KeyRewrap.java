package io.parley.consent.key;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/// Data keys follow a rotation: wrapped anew, otherwise unchanged, so that no content is touched.
@Component
class KeyRewrap implements WrappedSecrets {

    private static final Logger LOG = LoggerFactory.getLogger(KeyRewrap.class);
    private static final int BATCH = 500;
    private static final UUID BEFORE_ALL = new UUID(0, 0);

    private final KeyStore store;
    private final WrappingKeys wrapping;
    private final TransactionOperations transactions;
    private final Counter rewrapped;

    KeyRewrap(KeyStore store, WrappingKeys wrapping, TransactionOperations transactions, MeterRegistry meters) {
        this.store = store;
        this.wrapping = wrapping;
        this.transactions = transactions;
        this.rewrapped = meters.counter("parley.keys.rewrapped");
    }

    @Override
    public long under(Collection<UUID> wrappingKeys) {
        return store.under(wrappingKeys);
    }

    @Override
    public void rewrap(Collection<UUID> wrappingKeys) {
        UUID after = BEFORE_ALL;
        List<WrappedKey> batch;
        do {
            UUID from = after;
            batch = transactions.execute(_ -> rewrapAfter(from, wrappingKeys));
            after = batch.isEmpty() ? after : batch.getLast().id().value();
        } while (batch.size() == BATCH);
    }

    private List<WrappedKey> rewrapAfter(UUID after, Collection<UUID> wrappingKeys) {
        List<WrappedKey> batch = store.lockUnder(wrappingKeys, after, BATCH);
        List<WrappedKey> fresh =
                batch.stream().flatMap(key -> fresh(key).stream()).toList();
        store.rewrap(fresh);
        rewrapped.increment(fresh.size());
        return batch;
    }

    /// Empty for one that does not open: it stays visible as what keeps the rotation from its end.
    private Optional<WrappedKey> fresh(WrappedKey key) {
        try {
            byte[] secret = wrapping.unwrap(key.secret(), key.associatedData());
            return Optional.of(new WrappedKey(key.id(), key.slot(), wrapping.wrap(secret, key.associatedData())));
        } catch (IllegalStateException unreadable) {
            LOG.error("Data key {} does not open and cannot be wrapped anew", key.id(), unreadable);
            return Optional.empty();
        }
    }
}
