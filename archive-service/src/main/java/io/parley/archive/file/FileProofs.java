package io.parley.archive.file;

import io.parley.archive.file.ShelvedFile.Decided;
import io.parley.archive.seal.Link;
import io.parley.archive.seal.Seals;
import io.parley.client.proof.RecordProof;
import io.parley.contracts.AuditAction;
import io.parley.contracts.ErrorCode;
import io.parley.platform.audit.AuditEvent;
import io.parley.platform.audit.AuditTrail;
import io.parley.platform.identity.PersonCaller;
import io.parley.platform.problem.DomainException;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Service;

/// That a copy is what came in, and when; or why there is none. Needs no grant, because no content is in it.
@Service
class FileProofs {

    private final FileShelf shelf;
    private final Seals seals;
    private final AuditTrail audit;

    FileProofs(FileShelf shelf, Seals seals, AuditTrail audit) {
        this.shelf = shelf;
        this.seals = seals;
        this.audit = audit;
    }

    RecordProof of(UUID recordId, UUID fileId, PersonCaller caller) {
        ShelvedFile file = shelf.of(List.of(recordId)).getOrDefault(recordId, List.of()).stream()
                .filter(one -> one.named().file().value().equals(fileId))
                .findFirst()
                .orElseThrow(() -> DomainException.notFound("file"));
        Decided decided = file.decided();
        if (decided == null) {
            throw new DomainException(
                    ErrorCode.CONFLICT, "file.state: pending (expected: copied, or known to be absent)");
        }
        String text = new FileEntry(
                        file.named(),
                        decided.outcome(),
                        decided.reason(),
                        decided.at(),
                        decided.size(),
                        decided.commitment())
                .text();
        RecordProof proof = seals.proof(text, Link.NONE, decided.seal(), decided.leaf());
        audit.recordNow(AuditEvent.of(AuditAction.ARCHIVE_PROOF_READ)
                .by(caller)
                .on("record", recordId.toString())
                .detail("fileId", fileId));
        return proof;
    }
}
