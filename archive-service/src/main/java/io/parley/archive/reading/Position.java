package io.parley.archive.reading;

import io.parley.contracts.Ids;
import io.parley.platform.problem.DomainException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A place in the order of the archive: time of acceptance, then conversation and number. As a cursor it is opaque.
record Position(Instant acceptedAt, UUID conversation, long seq) {

    static final Position START = new Position(Instant.EPOCH, new UUID(0, 0), 0);

    private static final int BYTES = 32;

    static Position of(@Nullable String cursor) {
        if (cursor == null) {
            return START;
        }
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(cursor));
            return new Position(
                    Instant.ofEpochMilli(bytes.getLong()), new UUID(bytes.getLong(), bytes.getLong()), bytes.getLong());
        } catch (IllegalArgumentException | BufferUnderflowException e) {
            throw DomainException.invalid("after", "a cursor that a page gave you");
        }
    }

    String cursor() {
        byte[] bytes = ByteBuffer.allocate(BYTES)
                .putLong(acceptedAt.toEpochMilli())
                .put(Ids.array(conversation))
                .putLong(seq)
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
