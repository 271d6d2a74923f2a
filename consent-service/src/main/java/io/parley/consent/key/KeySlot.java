package io.parley.consent.key;

import io.parley.contracts.Ids;
import io.parley.contracts.KeyId;
import io.parley.contracts.PersonId;
import io.parley.platform.keys.KeyPurpose;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.YearMonth;
import java.util.Comparator;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What a data key is for.
///
/// @param owner null: the region itself
/// @param month UTC; a region's key has no month: its generations stand under the months from [#FIRST_GENERATION]
record KeySlot(@Nullable PersonId owner, KeyPurpose purpose, YearMonth month) {

    static final YearMonth FIRST_GENERATION = YearMonth.of(2000, 1);

    /// One order for all writers, so that two never wait for each other.
    static final Comparator<KeySlot> ORDER = Comparator.comparing(KeySlot::ownerText)
            .thenComparing(KeySlot::purpose)
            .thenComparing(KeySlot::month);

    private static final UUID NOBODY = new UUID(0, 0);

    private String ownerText() {
        return owner == null ? "" : owner.toString();
    }

    @Nullable
    UUID ownerValue() {
        return owner == null ? null : owner.value();
    }

    /// Binds a wrapped secret to its row: moved to another row, it does not open.
    byte[] associatedData(KeyId id) {
        byte[] text = (purpose.name() + month).getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(32 + text.length)
                .put(Ids.array(id.value()))
                .put(Ids.array(owner == null ? NOBODY : owner.value()))
                .put(text)
                .array();
    }
}
