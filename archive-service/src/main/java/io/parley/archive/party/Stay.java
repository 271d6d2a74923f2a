package io.parley.archive.party;

import io.parley.contracts.PersonId;
import org.jspecify.annotations.Nullable;

/// One person's time in a conversation, in sequence numbers: `fromSeq <= seq < toSeq`, open while `toSeq` is null.
record Stay(PersonId person, long fromSeq, @Nullable Long toSeq) {

    boolean covers(long seq) {
        return fromSeq <= seq && (toSeq == null || seq < toSeq);
    }

    Stay until(long seq) {
        return new Stay(person, fromSeq, seq);
    }
}
