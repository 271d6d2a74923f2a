package io.parley.archive.reading;

import io.parley.archive.file.ArchivedFiles;
import io.parley.contracts.AuditAction;
import io.parley.platform.audit.AuditEvent;
import io.parley.platform.audit.AuditTrail;
import io.parley.platform.identity.PersonCaller;
import io.parley.platform.problem.DomainException;
import java.util.UUID;
import org.springframework.stereotype.Service;

/// Questions about the archive that need no grant because no content is in their answers. They are recorded all the
/// same.
@Service
class ArchiveAccounting {

    private final Accounts accounts;
    private final ArchivedFiles files;
    private final AuditTrail audit;

    ArchiveAccounting(Accounts accounts, ArchivedFiles files, AuditTrail audit) {
        this.accounts = accounts;
        this.files = files;
        this.audit = audit;
    }

    RecordBasis basis(UUID recordId, PersonCaller caller) {
        RecordBasis basis = accounts.basis(recordId).orElseThrow(() -> DomainException.notFound("record"));
        audit.recordNow(AuditEvent.of(AuditAction.ARCHIVE_BASIS_READ).by(caller).on("record", recordId.toString()));
        return basis;
    }

    Coverage coverage(UUID conversation, PersonCaller caller) {
        Coverage coverage = accounts.coverage(conversation)
                .map(found -> found.with(files.states(conversation)))
                .orElseThrow(() -> DomainException.notFound("conversation"));
        audit.recordNow(AuditEvent.of(AuditAction.ARCHIVE_COVERAGE_READ)
                .by(caller)
                .on("conversation", conversation.toString()));
        return coverage;
    }
}
