package io.parley.benchmarks;

import io.parley.client.Notices;
import io.parley.client.OidcTokens;
import io.parley.client.ParleyClient;
import io.parley.client.PersonId;
import io.parley.client.ProblemException;
import java.net.http.HttpClient;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// The people of a benchmark: `bench-001` and so on, registered once, who have answered what they are asked.
final class Crowd {

    private static final int AT_ONCE = 8;

    private final Settings settings;
    private final HttpClient http;
    private final Provisioning provisioning;
    private final Clock clock;

    Crowd(Settings settings, HttpClient http, Provisioning provisioning, Clock clock) {
        this.settings = settings;
        this.http = http;
        this.provisioning = provisioning;
        this.clock = clock;
    }

    record Member(String name, PersonId id, ParleyClient api) {}

    List<Member> gather(int count) throws InterruptedException, ExecutionException {
        List<Callable<Member>> arrivals = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            String name = String.format(Locale.ROOT, "bench-%03d", i);
            arrivals.add(() -> arrive(name));
        }
        try (var executor =
                Executors.newFixedThreadPool(AT_ONCE, Thread.ofVirtual().factory())) {
            List<Member> members = new ArrayList<>();
            for (Future<Member> arrival : executor.invokeAll(arrivals)) {
                members.add(arrival.get());
            }
            return members;
        }
    }

    private Member arrive(String name) throws InterruptedException {
        var tokens = OidcTokens.password(settings.issuer(), name, name, http);
        var api = new ParleyClient(settings.gateway(), tokens, http);
        provisioning.register(name, tokens.get());
        PersonId id = known(api);
        for (Notices.Notice notice : api.notices().pending()) {
            var _ = api.notices().answer(notice, notice.yes(), clock.instant());
        }
        return new Member(name, id, api);
    }

    /// A person is known everywhere a moment after they were registered.
    private static PersonId known(ParleyClient api) throws InterruptedException {
        for (int tries = 0; ; tries++) {
            try {
                return api.people().me().personId();
            } catch (ProblemException notYet) {
                if (tries == 50 || !notYet.code().equals("person-unknown")) {
                    throw notYet;
                }
                Thread.sleep(200);
            }
        }
    }
}
