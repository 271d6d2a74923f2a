package io.parley.consent.ledger;

import io.parley.consent.notice.NoticeKind;
import io.parley.consent.notice.NoticeVersion;
import io.parley.contracts.ErrorCode;
import io.parley.platform.problem.DomainException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Which answers a notice takes. Pure.
final class AnswerRules {

    private AnswerRules() {}

    /// Fails with `rule-violated`.
    static void check(
            AnswerRequest request, Act act, NoticeVersion version, Serving serving, Instant now, Duration skew) {
        if (!fitting(version).contains(act)) {
            throw violated("answer", act.code(), "one of " + codes(fitting(version)));
        }
        if (request.shownAt().isAfter(now.plus(skew))) {
            throw violated("shownAt", request.shownAt().toString(), "not in the future");
        }
        if (request.shownAt().isBefore(serving.at().minus(skew))) {
            throw violated("shownAt", request.shownAt().toString(), "not before it was served");
        }
    }

    static void checkLanguage(AnswerRequest request, NoticeVersion version) {
        if (!version.texts().containsKey(request.locale())) {
            throw violated("locale", request.locale(), "a language of the notice: " + languages(version));
        }
    }

    static Set<Act> fitting(NoticeVersion notice) {
        if (notice.kind() == NoticeKind.NOTICE) {
            return EnumSet.of(Act.ACKNOWLEDGED);
        }
        return notice.refusable() || notice.kind() == NoticeKind.CONSENT
                ? EnumSet.of(Act.ACCEPTED, Act.REFUSED)
                : EnumSet.of(Act.ACCEPTED);
    }

    /// What was said yes to and not ended by a later no.
    static List<LedgerEntry> standing(List<LedgerEntry> ascending) {
        int lastNo = -1;
        for (int i = 0; i < ascending.size(); i++) {
            lastNo = ascending.get(i).act().isYes() ? lastNo : i;
        }
        return ascending.subList(lastNo + 1, ascending.size());
    }

    /// Fails with `invalid-request`.
    static Act act(AnswerRequest request) {
        for (Act act : EnumSet.of(Act.ACCEPTED, Act.REFUSED, Act.ACKNOWLEDGED)) {
            if (act.code().equals(request.answer())) {
                return act;
            }
        }
        throw DomainException.invalid("answer", "accepted, refused or acknowledged");
    }

    static DomainException violated(String field, String value, String rule) {
        return new DomainException(ErrorCode.RULE_VIOLATED, field + ": " + value + " (expected: " + rule + ")")
                .violation(field, rule);
    }

    private static String languages(NoticeVersion notice) {
        return notice.texts().keySet().stream().sorted().collect(Collectors.joining(", "));
    }

    private static String codes(Set<Act> acts) {
        return acts.stream().map(Act::code).collect(Collectors.joining(", "));
    }
}
