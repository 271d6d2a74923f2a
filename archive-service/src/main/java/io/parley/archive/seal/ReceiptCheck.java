package io.parley.archive.seal;

import java.util.List;
import java.util.UUID;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Hashes the marks of a conversation again and compares with what was sealed. Inside the caller's snapshot.
@Component
class ReceiptCheck {

    private static final int CHUNK = 1_000;

    private final SealedReceipts receipts;

    ReceiptCheck(SealedReceipts receipts) {
        this.receipts = receipts;
    }

    /// @param problem null when every mark is as it was sealed
    record Found(long checked, @Nullable String problem) {}

    /// @param wholeSeal whether a seal's links lead to its root
    Found check(UUID conversation, LongPredicate wholeSeal) {
        boolean purged = receipts.purged(conversation);
        long checked = 0;
        SealedReceipts.@Nullable Sealed last = null;
        List<SealedReceipts.Sealed> chunk;
        do {
            chunk = receipts.ofConversation(conversation, last, CHUNK);
            for (SealedReceipts.Sealed one : chunk) {
                checked++;
                String problem = problem(one, last, purged, wholeSeal);
                if (problem != null) {
                    return new Found(checked, problem);
                }
                last = one;
            }
        } while (chunk.size() == CHUNK);
        return new Found(checked, null);
    }

    /// Where retention destroyed marks, one before this may be missing.
    private static @Nullable String problem(
            SealedReceipts.Sealed one,
            SealedReceipts.@Nullable Sealed before,
            boolean purged,
            LongPredicate wholeSeal) {
        if (!one.previous().then(one.entry()).equals(one.link())) {
            return "receipt-changed";
        }
        Link expected =
                before != null && before.entry().person().equals(one.entry().person()) ? before.link() : Link.NONE;
        if (!purged && !one.previous().equals(expected)) {
            return "receipt-lost";
        }
        return wholeSeal.test(one.seal()) ? null : "seal-changed";
    }
}
