package io.parley.message.conversation;

import io.parley.contracts.Ids;
import io.parley.platform.problem.DomainException;
import java.util.Base64;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Where a list goes on, opaque to clients.
final class Cursor {

    private static final UUID START = new UUID(0, 0);

    private Cursor() {}

    static String after(UUID last) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Ids.array(last));
    }

    static UUID read(@Nullable String cursor) {
        try {
            return cursor == null ? START : Ids.uuid(Base64.getUrlDecoder().decode(cursor));
        } catch (IllegalArgumentException _) {
            throw DomainException.invalid("after", "a nextCursor of this list");
        }
    }
}
