package io.parley.archive.seal;

import io.parley.client.proof.MerkleTree;
import io.parley.client.proof.RecordProof;
import io.parley.contracts.AuditAction;
import io.parley.platform.audit.AuditEvent;
import io.parley.platform.audit.AuditTrail;
import io.parley.platform.identity.PersonCaller;
import io.parley.platform.problem.DomainException;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Service;

/// Proofs about the archive need no grant, because no content is in them. Who asked is recorded.
@Service
class Proofs {

    private static final Base64.Encoder BASE64 = Base64.getEncoder();

    private final SealedEntries entries;
    private final ChainCheck check;
    private final AuditTrail audit;

    Proofs(SealedEntries entries, ChainCheck check, AuditTrail audit) {
        this.entries = entries;
        this.check = check;
        this.audit = audit;
    }

    RecordProof ofRecord(UUID recordId, PersonCaller caller) {
        SealedEntry entry = entries.ofRecord(recordId).orElseThrow(() -> DomainException.notFound("record"));
        RecordProof proof = proof(entry, entries.seal(entry.seal()));
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

    private RecordProof proof(SealedEntry entry, SealedEntries.Seal seal) {
        List<byte[]> path = MerkleTree.path(entry.leaf(), seal.leafHashes());
        return new RecordProof(
                entry.entry().text(),
                BASE64.encodeToString(entries.before(entry).hash()),
                entry.leaf(),
                seal.leaves().size(),
                path.stream().map(BASE64::encodeToString).toList(),
                BASE64.encodeToString(seal.root()),
                seal.eventId().toString());
    }
}
