package io.parley.local.demo;

import io.parley.client.ProblemException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// `Demo <gateway> <issuer>`: exits with 0 when every step went as it should, with 1 when one differed.
public final class Demo {

    private final Narrator narrator;
    private final Clock clock;

    private Demo(Narrator narrator, Clock clock) {
        this.narrator = narrator;
        this.clock = clock;
    }

    public static void main(String[] args) {
        var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        if (args.length != 2) {
            out.println("usage: Demo <gateway url> <issuer url>");
            System.exit(2);
        }
        var demo = new Demo(new Narrator(out), Clock.systemUTC());
        System.exit(demo.played(URI.create(args[0]), URI.create(args[1])) ? 0 : 1);
    }

    private boolean played(URI gateway, URI issuer) {
        Instant start = clock.instant();
        try {
            play(gateway, issuer, start);
            narrator.step("The end, after "
                    + Duration.between(start, clock.instant()).toSeconds() + " s. Every step went as it should.");
            return true;
        } catch (Differs | ProblemException | UncheckedIOException e) {
            narrator.failed(String.valueOf(e.getMessage()));
            return false;
        }
    }

    private void play(URI gateway, URI issuer, Instant start) {
        Cast cast = signIn(gateway, issuer);
        agree(cast);
        try (var talk = new Talk(cast, narrator)) {
            talk.open();
            talk.speak();
            talk.change();
            var reading = new Reading(cast, talk, narrator, clock);
            reading.covered();
            reading.refused();
            reading.allowed();
            reading.kept();
            new Withdrawal(cast, talk, reading, narrator).play();
            var proof = new Proof(cast, talk, reading, narrator, start);
            proof.listed();
            proof.verified();
        }
    }

    private Cast signIn(URI gateway, URI issuer) {
        narrator.step("Everyone signs in");
        var cast = new Cast(gateway, issuer);
        for (Actor actor : cast.all()) {
            narrator.done("%-6s %-8s %s %s"
                    .formatted(
                            actor.name(),
                            actor.me().kind(),
                            actor.id(),
                            actor.me().roles()));
        }
        return cast;
    }

    private void agree(Cast cast) {
        narrator.step("Everyone answers the notices that await them");
        for (Actor actor : cast.all()) {
            List<String> answers = actor.agree(clock);
            answers.forEach(answer -> narrator.done(actor.name() + ": " + answer));
            narrator.same(
                    "notices left for " + actor.name(),
                    0,
                    actor.api().people().me().pendingNotices());
        }
        narrator.done("no notice is left open");
    }
}
