package io.parley.consent.ledger;

import io.parley.consent.notice.NoticeNews;
import io.parley.consent.person.PersonChanged;
import io.parley.contracts.PersonId;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/// Lets gateways know that somebody has answered what they must answer, so that they may write again; and that nothing
/// is answered any more once they have left.
@Component
class MandatoryAnswers {

    private final NoticeNews news;
    private final LedgerStore store;

    MandatoryAnswers(NoticeNews news, LedgerStore store) {
        this.news = news;
        this.store = store;
    }

    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    public void on(AnswerRecorded recorded) {
        LedgerEntry entry = recorded.entry();
        if (recorded.mandatory()) {
            news.answered(
                    entry.person(), entry.notice().noticeId(), entry.notice().version());
        }
    }

    /// Told when they leave, so that gateways know it before they hear of a return; and at the return for what was
    /// still
    /// answered on the way out.
    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    public void on(PersonChanged changed) {
        if (changed.left() || changed.returned()) {
            PersonId person = changed.after().id();
            store.mandatory(person).forEach(notice -> news.answered(person, notice, 0));
        }
    }
}
