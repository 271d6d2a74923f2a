package io.parley.client;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Who has got and who has read a message: counts of members for `seq`, and a page of members with their marks.
public record Receipts(
        long seq,
        int delivered,
        int read,
        List<Marks> items,
        @Nullable String nextCursor) {

    public Receipts {
        items = List.copyOf(items);
    }

    public record Marks(PersonId personId, long deliveredSeq, long readSeq) {}
}
