package io.parley.archive.seal;

import io.parley.client.proof.RecordProof;
import io.parley.contracts.AuditAction;
import io.parley.platform.audit.AuditEvent;
import io.parley.platform.audit.AuditTrail;
import io.parley.platform.identity.PersonCaller;
import io.parley.platform.problem.DomainException;
import java.util.UUID;
import org.springframework.stereotype.Service;

/// Proofs about the archive need no grant, because no content is in them. Who asked is recorded.
@Service
class Proofs {

    private final SealedEntries entries;
    private final Seals seals;
    private final ChainCheck check;
    private final AuditTrail audit;

    Proofs(SealedEntries entries, Seals seals, ChainCheck check, AuditTrail audit) {
        this.entries = entries;
        this.seals = seals;
        this.check = check;
        this.audit = audit;
    }

    RecordProof ofRecord(UUID recordId, PersonCaller caller) {
        SealedEntry entry = entries.ofRecord(recordId).orElseThrow(() -> DomainException.notFound("record"));
        RecordProof proof = seals.proof(entry.entry().text(), entries.before(entry), entry.seal(), entry.leaf());
        audit.recordNow(AuditEvent.of(AuditAction.ARCHIVE_PROOF_READ).by(caller).on("record", recordId.toString()));
        return proof;
    }

    Integrity ofConversation(UUID conversation, PersonCaller caller) {
        Integrity found = check.check(conversation);
        audit.recordNow(AuditEvent.of(AuditAction.ARCHIVE_INTEGRITY_CHECKED)
                .by(caller)
                .on("conversation", conversation.toString())
                .detail("intact", found.intact()));
        return found;
    }
}
