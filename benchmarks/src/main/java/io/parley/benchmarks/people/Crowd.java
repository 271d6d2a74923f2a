package io.parley.benchmarks.people;

import io.parley.client.Notices;
import io.parley.client.OidcTokens;
import io.parley.client.ParleyClient;
import io.parley.client.PersonId;
import io.parley.client.ProblemException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// The people of a benchmark: `bench-00001` and so on, registered once, who have answered what they are asked.
public final class Crowd {

    private static final int AT_ONCE = 12;

    private final URI gateway;
    private final URI issuer;
    private final HttpClient http = ParleyClient.newHttpClient();
    private final Directory directory;
    private final Register register;
    private final Clock clock;

    public Crowd(URI gateway, URI issuer, Path home, Map<String, String> environment, Clock clock) {
        this.gateway = gateway;
        this.issuer = issuer;
        this.directory = new Directory(gateway, issuer, http, home, environment);
        this.register = new Register(home.resolve("bench").resolve("people-" + gateway.getPort() + ".txt"));
        this.clock = clock;
    }

    /// Somebody who exists already, such as an auditor; their password is their name.
    public ParleyClient person(String name) {
        return new ParleyClient(gateway, OidcTokens.password(issuer, name, name, http), http);
    }

    public List<Member> gather(int count) throws InterruptedException {
        forgetAnotherRegion();
        List<Callable<Member>> arrivals = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            String name = name(i);
            arrivals.add(() -> arrive(name));
        }
        List<Member> members = together(arrivals);
        register.save();
        return members;
    }

    /// Each person's token.
    public List<String> tokens(List<Member> members) throws InterruptedException {
        return together(members.stream()
                .map(member -> (Callable<String>) () -> member.tokens().get())
                .toList());
    }

    /// Runs calls side by side, a few at a time, and gives their results in order.
    public <T> List<T> together(List<Callable<T>> calls) throws InterruptedException {
        try (ExecutorService executor =
                Executors.newFixedThreadPool(AT_ONCE, Thread.ofVirtual().factory())) {
            List<T> results = new ArrayList<>();
            for (Future<T> call : executor.invokeAll(calls)) {
                results.add(call.get());
            }
            return results;
        } catch (ExecutionException e) {
            throw new IllegalStateException("preparing: " + e.getCause(), e.getCause());
        }
    }

    private static String name(int number) {
        return String.format(Locale.ROOT, "bench-%05d", number);
    }

    /// The list of an earlier region at the same address is of no use.
    private void forgetAnotherRegion() throws InterruptedException {
        if (register.knows(name(1)) && !isStill(name(1))) {
            register.forget();
        }
    }

    private boolean isStill(String name) {
        try {
            return person(name).people().me().personId().equals(register.id(name));
        } catch (ProblemException unknown) {
            return false;
        }
    }

    private Member arrive(String name) throws InterruptedException {
        var tokens = OidcTokens.password(issuer, name, name, http);
        var api = new ParleyClient(gateway, tokens, http);
        if (!register.knows(name)) {
            PersonId id = PersonId.of(directory.register(name, tokens.get()));
            answerNotices(api);
            register.add(name, id);
        }
        return new Member(name, register.id(name), tokens, api);
    }

    private void answerNotices(ParleyClient api) throws InterruptedException {
        for (Notices.Notice notice : pending(api)) {
            var _ = api.notices().answer(notice, notice.yes(), clock.instant());
        }
    }

    /// A person is known everywhere a moment after they were registered.
    private static List<Notices.Notice> pending(ParleyClient api) throws InterruptedException {
        for (int tries = 0; ; tries++) {
            try {
                return api.notices().pending();
            } catch (ProblemException notYet) {
                if (tries == 100 || !notYet.code().equals("person-unknown")) {
                    throw notYet;
                }
                Thread.sleep(50);
            }
        }
    }
}
