package io.parley.archive.reading;

import io.parley.archive.grant.Grants;
import io.parley.archive.grant.LiveGrant;
import io.parley.contracts.AuditAction;
import io.parley.contracts.ErrorCode;
import io.parley.platform.audit.AuditEvent;
import io.parley.platform.audit.AuditTrail;
import io.parley.platform.identity.PersonCaller;
import io.parley.platform.problem.DomainException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/// Who had a message and when: for whoever may read the message, and recorded before it is answered.
@Service
class MessageReceipts {

    private final Grants grants;
    private final RecordShelf records;
    private final Search search;
    private final ReceiptShelf receipts;
    private final AuditTrail audit;

    MessageReceipts(Grants grants, RecordShelf records, Search search, ReceiptShelf receipts, AuditTrail audit) {
        this.grants = grants;
        this.records = records;
        this.search = search;
        this.receipts = receipts;
        this.audit = audit;
    }

    ReceiptView of(UUID recordId, @Nullable UUID grantId, PersonCaller caller) {
        LiveGrant grant = grants.live(grantId, caller);
        MessageKey key = records.messageOf(recordId).orElseThrow(() -> DomainException.notFound("record"));
        ArchivedMessage message = search.message(key, grant.scope()).stream()
                .findFirst()
                .orElseThrow(() -> new DomainException(
                        ErrorCode.OUT_OF_SCOPE, "recordId: beyond the grant (expected: within its scope)"));
        var view = new ReceiptView(
                message.conversationId(),
                message.seq(),
                receipts.of(
                        message.conversationId(), message.seq(), grant.scope().to()));
        grants.use(grant, caller, 1);
        audit.recordNow(AuditEvent.of(AuditAction.ARCHIVE_RECEIPTS_READ)
                .by(caller)
                .on("record", recordId.toString())
                .purpose(grant.purpose())
                .caseRef(grant.caseRef())
                .affecting(view.people(message.senderId()))
                .detail("grantId", grant.id())
                .detail("results", view.items().size()));
        return view;
    }
}
