package io.parley.client;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// One page of a list; pass `nextCursor` as `after` to read on, `null` means the end.
public record Page<T>(List<T> items, @Nullable String nextCursor) {

    public Page {
        items = List.copyOf(items);
    }
}
