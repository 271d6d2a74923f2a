package io.parley.local.demo;

import io.parley.client.ProblemException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// Tells each step in words, checks it, and remembers where the play is when something differs.
final class Narrator {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final PrintStream out;
    private int step;
    private String title = "before the first step";

    Narrator(PrintStream out) {
        this.out = out;
    }

    void step(String words) {
        title = words;
        out.printf("%n%2d. %s%n", ++step, words);
    }

    /// Something that went as it should.
    void done(String words) {
        out.println("    ✓ " + words);
    }

    void failed(String words) {
        out.printf("    ✗ step %d (%s) differs: %s%n", step, title, words);
    }

    <T> void same(String what, T expected, T actual) {
        if (!Objects.equals(expected, actual)) {
            throw new Differs(what + ": " + actual + " (expected: " + expected + ")");
        }
    }

    void holds(String what, boolean true_) {
        if (!true_) {
            throw new Differs(what + ": not so (expected: so)");
        }
    }

    /// A call that must be refused with this status and code.
    void refused(String words, int status, String code, Runnable call) {
        try {
            call.run();
        } catch (ProblemException refusal) {
            same(words, status + " " + code, refusal.status() + " " + refusal.code());
            done(words + ": refused, " + status + " " + code);
            return;
        }
        throw new Differs(words + ": allowed (expected: refused, " + status + " " + code + ")");
    }

    /// Asks again until the answer fits: what crosses services takes a moment.
    <T> T eventually(String what, Supplier<T> question, Predicate<T> fits) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        Optional<T> answer = asked(question);
        while (!answer.filter(fits).isPresent()) {
            if (System.nanoTime() > end) {
                throw new Differs(what + ": still "
                        + answer.map(Object::toString).orElse("not found") + " after " + PATIENCE.toSeconds() + " s");
            }
            pause();
            answer = asked(question);
        }
        return answer.orElseThrow();
    }

    private static <T> Optional<T> asked(Supplier<T> question) {
        try {
            return Optional.of(question.get());
        } catch (ProblemException notYet) {
            if (notYet.status() == 404) {
                return Optional.empty();
            }
            throw notYet;
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Differs("interrupted");
        }
    }
}
