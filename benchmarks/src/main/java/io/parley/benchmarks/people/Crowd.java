package io.parley.benchmarks.people;

import io.parley.client.Notices;
import io.parley.client.OidcTokens;
import io.parley.client.ParleyClient;
import io.parley.client.PersonId;
import io.parley.client.ProblemException;
import java.io.UncheckedIOException;
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

    private static final int AT_ONCE = 24;
    private static final int TRIES = 5;

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

    /// People whose messages are archived.
    public List<Member> gather(int count) throws InterruptedException {
        return gather("bench-%05d", count, true);
    }

    /// People who were never asked anything, for when many are needed and they say nothing.
    public List<Member> gatherSilent(int count) throws InterruptedException {
        return gather("bench-silent-%05d", count, false);
    }

    private List<Member> gather(String pattern, int count, boolean asked) throws InterruptedException {
        forgetAnotherRegion(name(pattern, 1));
        List<Callable<Member>> arrivals = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            String name = name(pattern, i);
            arrivals.add(() -> patiently(() -> arrive(name, asked)));
        }
        try {
            return together(arrivals);
        } finally {
            register.save();
        }
    }

    /// Each person's token.
    public List<String> tokens(List<Member> members) throws InterruptedException {
        return together(members.stream()
                .map(member ->
                        (Callable<String>) () -> patiently(() -> member.tokens().get()))
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

    /// On a busy machine a sign-in may time out.
    private static <T> T patiently(Callable<T> call) throws Exception {
        for (int tries = 1; ; tries++) {
            try {
                return call.call();
            } catch (UncheckedIOException timeout) {
                if (tries == TRIES) {
                    throw timeout;
                }
            }
        }
    }

    @SuppressWarnings("AnnotateFormatMethod")
    private static String name(String pattern, int number) {
        return String.format(Locale.ROOT, pattern, number);
    }

    /// The list of an earlier region at the same address is of no use.
    private void forgetAnotherRegion(String first) {
        if (register.knows(first) && !isStill(first)) {
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

    private Member arrive(String name, boolean asked) throws InterruptedException {
        var tokens = OidcTokens.password(issuer, name, name, http);
        var api = new ParleyClient(gateway, tokens, http);
        if (!register.knows(name)) {
            PersonId id = PersonId.of(directory.register(name, tokens.get()));
            if (asked) {
                answerNotices(api);
            }
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
