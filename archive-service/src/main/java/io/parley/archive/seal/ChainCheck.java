package io.parley.archive.seal;

import io.parley.client.proof.MerkleTree;
import io.parley.platform.problem.DomainException;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/// Hashes a conversation's decisions again, from what the archive holds now, and compares with what was sealed.
@Component
class ChainCheck {

    private static final int CHUNK = 1_000;
    private static final int SEALS_REMEMBERED = 4_096;

    private final SealedEntries entries;
    private final ReceiptCheck receipts;
    private final TransactionTemplate snapshot;

    ChainCheck(SealedEntries entries, ReceiptCheck receipts, PlatformTransactionManager transactions) {
        this.entries = entries;
        this.receipts = receipts;
        this.snapshot = new TransactionTemplate(transactions);
        snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        snapshot.setReadOnly(true);
    }

    /// In one snapshot: what is decided while it walks does not count. Where something is lost it looks once more: a
    /// month that retention empties is empty in an older snapshot, which does not know why yet.
    Integrity check(UUID conversation) {
        Integrity found = snapshot.execute(status -> walk(conversation));
        return found.intact() ? found : snapshot.execute(status -> walk(conversation));
    }

    private Integrity walk(UUID conversation) {
        Link head = entries.head(conversation).orElseThrow(() -> DomainException.notFound("conversation"));
        Walk walk = new Walk();
        List<SealedEntry> chunk;
        do {
            chunk = entries.ofConversation(conversation, walk.last, CHUNK);
            for (SealedEntry entry : chunk) {
                String problem = walk.step(entry);
                if (problem != null) {
                    return walk.broken(entry.entry().seq(), problem);
                }
            }
        } while (chunk.size() == CHUNK);
        if (!walk.link.equals(head)) {
            return walk.broken(null, "head-changed");
        }
        ReceiptCheck.Found marks = receipts.check(conversation, walk::whole);
        walk.receipts = marks.checked();
        return marks.problem() == null ? walk.intact() : walk.broken(null, marks.problem());
    }

    private final class Walk {

        private final Map<Long, Boolean> seals = new HashMap<>();
        private Link link = Link.NONE;
        private @Nullable SealedEntry last;
        private long checked;
        private long purged;
        private long receipts;

        @Nullable
        String step(SealedEntry sealed) {
            checked++;
            purged += sealed.purged() ? 1 : 0;
            if (sealed.lost()) {
                return "record-lost";
            }
            if (!sealed.purged() && !link.then(sealed.entry()).equals(sealed.link())) {
                return "entry-changed";
            }
            if (!whole(sealed.seal())) {
                return "seal-changed";
            }
            link = sealed.link();
            last = sealed;
            return null;
        }

        private boolean whole(long seal) {
            if (seals.size() >= SEALS_REMEMBERED) {
                seals.clear();
            }
            return seals.computeIfAbsent(seal, id -> {
                SealedEntries.Seal found = entries.seal(id);
                return MessageDigest.isEqual(MerkleTree.root(found.leafHashes()), found.root());
            });
        }

        Integrity intact() {
            return new Integrity(true, checked, purged, receipts, HexFormat.of().formatHex(link.hash()), null, null);
        }

        Integrity broken(@Nullable Long seq, String problem) {
            return new Integrity(
                    false, checked, purged, receipts, HexFormat.of().formatHex(link.hash()), seq, problem);
        }
    }
}
