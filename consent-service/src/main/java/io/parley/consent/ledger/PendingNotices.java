package io.parley.consent.ledger;

import io.parley.consent.notice.NoticeBook;
import io.parley.consent.notice.NoticeId;
import io.parley.consent.notice.Reader;
import io.parley.consent.notice.StandingNotice;
import io.parley.consent.person.Person;
import io.parley.contracts.PersonId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;

/// What awaits a person's answer: notices whose audience they are in and whose latest material version, or a later one,
/// they have not answered.
@Service
public class PendingNotices {

    private final NoticeBook notices;
    private final LedgerStore store;

    PendingNotices(NoticeBook notices, LedgerStore store) {
        this.notices = notices;
        this.store = store;
    }

    public int count(Person person) {
        return of(new Voice(person, null)).size();
    }

    /// Of several people, with as many statements as for one.
    public Map<PersonId, Integer> counts(Collection<Person> people) {
        Map<PersonId, Map<NoticeId, Integer>> answered =
                store.answeredVersions(people.stream().map(Person::id).toList(), false);
        List<StandingNotice> standing = notices.standing();
        return people.stream()
                .collect(Collectors.toMap(
                        Person::id,
                        person -> of(person, standing, answered.getOrDefault(person.id(), Map.of()))
                                .size()));
    }

    /// Minor and guardian are asked apart from each other: which of the two counts is for the rules to say.
    List<StandingNotice> of(Voice voice) {
        PersonId person = voice.person().id();
        Map<NoticeId, Integer> answered = store.answeredVersions(List.of(person), voice.guardian() != null)
                .getOrDefault(person, Map.of());
        return of(voice.person(), notices.standing(), answered);
    }

    private static List<StandingNotice> of(
            Person person, List<StandingNotice> standing, Map<NoticeId, Integer> answered) {
        return standing.stream()
                .filter(notice -> isFor(notice, person))
                .filter(notice -> !notice.isAnsweredBy(
                        answered.getOrDefault(notice.current().noticeId(), 0)))
                .toList();
    }

    static boolean isFor(StandingNotice notice, Person person) {
        return notice.current().audience().includes(Reader.of(person));
    }
}
