package io.parley.consent.ledger;

import io.micrometer.core.instrument.MeterRegistry;
import io.parley.consent.notice.NoticeText;
import io.parley.consent.notice.NoticeVersion;
import io.parley.consent.person.Person;
import io.parley.contracts.AuditAction;
import io.parley.platform.audit.AuditEvent;
import io.parley.platform.audit.AuditTrail;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/// Writes an act with all that belongs to it: receipt, audit event, announcement, count.
@Component
class LedgerPen {

    private final LedgerStore store;
    private final ReceiptWriter receipts;
    private final ReceiptSigner signer;
    private final AuditTrail audit;
    private final ApplicationEventPublisher events;
    private final MeterRegistry meters;

    LedgerPen(
            LedgerStore store,
            ReceiptWriter receipts,
            ReceiptSigner signer,
            AuditTrail audit,
            ApplicationEventPublisher events,
            MeterRegistry meters) {
        this.store = store;
        this.receipts = receipts;
        this.signer = signer;
        this.audit = audit;
        this.events = events;
        this.meters = meters;
    }

    /// @param before the entries about the purpose that count so far
    /// @param shown the version that is answered; null for a withdrawal
    Receipt write(Person person, List<LedgerEntry> before, LedgerEntry entry, @Nullable NoticeVersion shown) {
        @Nullable
        NoticeText text =
                shown == null ? null : shown.texts().get(entry.notice().locale());
        Receipt receipt = signer.sign(receipts.write(entry, text));
        store.append(entry, receipt);
        AuditEvent event = entry.act() == Act.WITHDRAWN ? withdrawn(entry) : answered(entry);
        audit.record(event.changed("answer", answerBefore(before), entry.act().code()));
        List<LedgerEntry> acts =
                Stream.concat(before.stream(), Stream.of(entry)).toList();
        events.publishEvent(new AnswerRecorded(person, acts, shown != null && shown.mandatory()));
        meters.counter(
                        "parley.consent.answers",
                        "purpose",
                        entry.purpose().code(),
                        "answer",
                        entry.act().code())
                .increment();
        return receipt;
    }

    private static @Nullable String answerBefore(List<LedgerEntry> before) {
        return before.isEmpty() ? null : before.getLast().act().code();
    }

    private static AuditEvent withdrawn(LedgerEntry entry) {
        return AuditEvent.of(AuditAction.CONSENT_WITHDRAWN)
                .by("person", entry.actor().toString())
                .on("person", entry.person().toString())
                .detail("purpose", entry.purpose().code())
                .detail("answerId", entry.id().toString());
    }

    private static AuditEvent answered(LedgerEntry entry) {
        LedgerEntry.Answered notice = entry.notice();
        AuditEvent event = AuditEvent.of(AuditAction.ANSWER_RECORDED)
                .by("person", entry.actor().toString())
                .on("answer", entry.id().toString())
                .detail("purpose", notice.purpose().code())
                .detail("noticeId", notice.noticeId().toString())
                .detail("version", Integer.toString(notice.version()))
                .detail("locale", notice.locale())
                .detail("answer", entry.act().code());
        return entry.guardian() == null
                ? event
                : event.detail("onBehalfOf", entry.person().toString());
    }
}
