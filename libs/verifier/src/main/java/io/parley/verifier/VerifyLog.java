package io.parley.verifier;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.parley.client.proof.Checkpoint;
import io.parley.client.proof.LogVerifier;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// Checks a whole log: signature, entries, tiles, root, events, and that it still holds what it held before.
final class VerifyLog {

    private static final String USAGE =
            "URL or FOLDER [--key KEY] [--since CHECKPOINT] [--token TOKEN] [--witness KEY]... [--witnesses NUMBER]";

    private final LogSource source;
    private final Consumer<String> say;

    private VerifyLog(LogSource source, Consumer<String> say) {
        this.source = source;
        this.say = say;
    }

    static void run(List<String> given, Consumer<String> say) throws IOException {
        Options options =
                Options.parse(given, Set.of("--key", "--since", "--token", "--witness", "--witnesses"), 1, USAGE);
        try (LogSource source = LogSource.of(options.word(0), options.text("--token"))) {
            var witnesses = Witnesses.of(options.all("--witness"), options.value("--witnesses"));
            new VerifyLog(source, say).check(options.text("--key"), options.text("--since"), witnesses);
        }
    }

    private void check(Optional<String> key, Optional<String> since, Witnesses witnesses) throws IOException {
        var verifier = verifier(key.isPresent() ? key.get() : text("key"));
        Optional<Witnesses.Seen> seen = witnesses.see(source, verifier);
        Checkpoint head = verifier.open(text("checkpoint"));
        say.accept("checkpoint  " + head.origin() + ", " + head.size() + " entries, root "
                + Base64.getEncoder().encodeToString(head.root()) + ": signature holds");
        Optional<Checkpoint> older = since.map(note -> verifier.open(note.endsWith("\n") ? note : note + "\n"));
        var openings = new Openings(source.openings());
        new LogCheck(source, head, openings)
                .run(Stream.concat(older.stream(), seen.map(Witnesses.Seen::checkpoint).stream())
                        .toList());
        report(head, openings, older);
        seen.ifPresent(by -> report(head, by, witnesses));
        if (key.isEmpty()) {
            say.accept(
                    "The log named the key itself. Who signed, only a key tells that you have from elsewhere: --key");
        }
    }

    private void report(Checkpoint head, Witnesses.Seen seen, Witnesses witnesses) {
        say.accept("witnesses   " + seen.by() + " of " + witnesses.keys().size() + " saw "
                + seen.checkpoint().size() + " of these " + head.size() + " entries, at the earliest " + seen.at());
    }

    private void report(Checkpoint head, Openings openings, Optional<Checkpoint> older) {
        say.accept("entries     all " + head.size() + " lead through their tiles to the signed root");
        say.accept("events      " + openings.checked() + " are what their entries commit to, "
                + openings.erased() + " are erased, "
                + (head.size() - openings.checked() - openings.erased()) + " were not given");
        older.ifPresent(seen -> say.accept("history     begins with the " + seen.size() + " entries seen before"));
    }

    private static LogVerifier verifier(String key) {
        try {
            return new LogVerifier(key);
        } catch (IllegalArgumentException e) {
            throw new WrongUsage(String.valueOf(e.getMessage()));
        }
    }

    private String text(String path) throws IOException {
        return new String(source.read(path).orElseThrow(() -> new Difference(path + ": missing")), UTF_8);
    }
}
