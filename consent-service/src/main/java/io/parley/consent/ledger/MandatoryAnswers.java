package io.parley.consent.ledger;

import io.parley.consent.notice.NoticeNews;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/// Lets gateways know that somebody has answered what they must answer, so that they may write again.
@Component
class MandatoryAnswers {

    private final NoticeNews news;

    MandatoryAnswers(NoticeNews news) {
        this.news = news;
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
}
