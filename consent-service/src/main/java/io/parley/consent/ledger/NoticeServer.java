package io.parley.consent.ledger;

import io.parley.consent.notice.NoticeVersion;
import io.parley.consent.notice.StandingNotice;
import io.parley.contracts.PersonId;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.springframework.stereotype.Service;

/// Hands out what awaits an answer, and keeps what was handed out to whom. Recorded before the text leaves: what is not
/// on record was not served.
@Service
class NoticeServer {

    private final Servings servings;
    private final Clock clock;

    NoticeServer(Servings servings, Clock clock) {
        this.servings = servings;
        this.clock = clock;
    }

    record Served(NoticeVersion notice, String locale) {

        Serving on(String device, Instant at) {
            return new Serving(notice.noticeId(), notice.version(), locale, device, at);
        }
    }

    List<Served> serve(PersonId person, List<StandingNotice> pending, String languages, String device) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        List<Served> served = pending.stream()
                .map(StandingNotice::current)
                .map(notice -> new Served(
                        notice, Languages.choose(languages, notice.texts().keySet())))
                .toList();
        servings.record(person, served.stream().map(one -> one.on(device, now)).toList());
        return served;
    }
}
