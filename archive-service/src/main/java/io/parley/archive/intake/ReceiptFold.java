package io.parley.archive.intake;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Lets through what moves a mark on, and never back, whatever comes twice or late.
final class ReceiptFold {

    private final Map<ReceiptMark.Place, ReceiptMark> stand = new HashMap<>();

    ReceiptFold(Iterable<ReceiptMark> stands) {
        stands.forEach(mark -> stand.put(mark.place(), mark));
    }

    /// @return where the person stands from then on; null: this says nothing new
    @Nullable
    ReceiptMark move(ReceiptMark mark) {
        ReceiptMark before = stand.get(mark.place());
        long delivered = Math.max(mark.delivered(), before == null ? 0 : before.delivered());
        long read = Math.max(mark.read(), before == null ? 0 : before.read());
        boolean moved = before == null ? delivered > 0 : delivered > before.delivered() || read > before.read();
        if (!moved) {
            return null;
        }
        var now = new ReceiptMark(mark.conversation(), mark.person(), delivered, read, mark.at());
        stand.put(mark.place(), now);
        return now;
    }
}
