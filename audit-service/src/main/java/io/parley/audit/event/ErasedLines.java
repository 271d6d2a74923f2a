package io.parley.audit.event;

import io.parley.audit.erasure.ErasedEvent;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// Where the openings of an export leave out an event because it was erased, and why: lines among the others, in the
/// order of the log. Reads some at a time. One use.
final class ErasedLines {

    private final EventSearch search;
    private final EventSearch.Export export;
    private final Queue<ErasedEvent> read = new ArrayDeque<>();
    private long last;
    private boolean whole;

    ErasedLines(EventSearch search, EventSearch.Export export, long afterIndex, boolean wanted) {
        this.search = search;
        this.export = export;
        this.last = afterIndex;
        this.whole = !wanted;
    }

    /// Those before this index that were not given yet, each ended by a newline.
    String before(long index) {
        var lines = new StringBuilder();
        for (ErasedEvent next = next(); next != null && next.index() < index; next = next()) {
            lines.append(JsonMapper.shared().writeValueAsString(new Line(next.index(), next)))
                    .append('\n');
            read.remove();
        }
        return lines.toString();
    }

    private record Line(long index, ErasedEvent erased) {}

    private @Nullable ErasedEvent next() {
        if (read.isEmpty() && !whole) {
            List<ErasedEvent> more = search.erased(export, last);
            whole = more.isEmpty();
            read.addAll(more);
            last = whole ? last : more.getLast().index();
        }
        return read.peek();
    }
}
