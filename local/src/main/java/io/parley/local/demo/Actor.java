package io.parley.local.demo;

import io.parley.client.Notices;
import io.parley.client.OidcTokens;
import io.parley.client.ParleyClient;
import io.parley.client.People;
import io.parley.client.PersonId;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One of the demo people, signed in.
record Actor(String name, ParleyClient api, People.Me me) {

    static Actor signIn(String name, URI gateway, URI issuer, HttpClient http) {
        var api = new ParleyClient(gateway, OidcTokens.password(issuer, name, name, http), http);
        return new Actor(name, api, api.people().me());
    }

    PersonId id() {
        return me.personId();
    }

    /// Says yes to everything that awaits an answer, and again to what was withdrawn in an earlier play.
    List<String> agree(Clock clock) {
        List<String> answers = new ArrayList<>();
        for (Notices.Notice notice : api.notices().pending()) {
            Notices.Receipt receipt = api.notices().answer(notice, notice.yes(), clock.instant());
            answers.add(notice.purpose() + " " + notice.yes() + ", receipt " + receipt.receiptId());
        }
        Optional<Notices.Answer> archive = api.notices().latest("archive");
        archive.filter(answer ->
                        answer.answer().equals("withdrawn") || answer.answer().equals("refused"))
                .map(answer -> api.notices().answerAgain(answer, yes(answer), clock.instant()))
                .ifPresent(receipt -> answers.add("archive given again, receipt " + receipt.receiptId()));
        return answers;
    }

    private static String yes(Notices.Answer answer) {
        return answer.kind().equals("notice") ? "acknowledged" : "accepted";
    }
}
