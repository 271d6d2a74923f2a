package io.parley.consent.basis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.parley.consent.ledger.Act;
import io.parley.consent.ledger.AnswerId;
import io.parley.consent.ledger.LedgerEntry;
import io.parley.consent.notice.Audience;
import io.parley.consent.notice.NoticeId;
import io.parley.consent.notice.NoticeKind;
import io.parley.consent.notice.Reader;
import io.parley.consent.person.PersonKind;
import io.parley.contracts.Ids;
import io.parley.contracts.PersonId;
import io.parley.contracts.Purpose;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// One decision about one person and one purpose, in process; the goal is 1 ms at p99. Sampled, so that the tail shows.
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class BasisBenchmark {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant NOW = START.plusSeconds(100_000);
    private static final Audience EVERYBODY = new Audience(Set.of(PersonKind.values()), Set.of(), Set.of(), Set.of());

    /// A person who changed their mind that often; obligations are a tenth of it.
    @Param({"2", "20", "200"})
    private int acts = 2;

    private BasisEngine.Question word = question(2);
    private BasisEngine.Question obligation = question(2);

    @Setup
    public void prepare() {
        word = question(acts);
        obligation =
                new BasisEngine.Question(word.subject(), word.purpose(), List.of(), word.obligations(), word.pack());
    }

    @Benchmark
    public Object byTheirWord() {
        return BasisEngine.decide(word, NOW);
    }

    @Benchmark
    public Object byAnObligation() {
        return BasisEngine.decide(obligation, NOW);
    }

    private static BasisEngine.Question question(int acts) {
        var subject = new Subject(new Reader(PersonKind.EMPLOYEE, "eu", Set.of(), List.of()), null);
        return new BasisEngine.Question(
                subject,
                Purpose.ARCHIVE,
                IntStream.range(0, acts).mapToObj(BasisBenchmark::act).toList(),
                IntStream.range(0, acts / 10 + 1)
                        .mapToObj(BasisBenchmark::onFile)
                        .toList(),
                european());
    }

    /// Every second one takes back what the one before gave; the last gives.
    private static LedgerEntry act(int number) {
        Act act = number % 2 == 0 ? Act.WITHDRAWN : Act.ACCEPTED;
        var notice = new LedgerEntry.Answered(
                new NoticeId(Ids.next()), 1, Purpose.ARCHIVE, NoticeKind.CONSENT, EVERYBODY, "en");
        return new LedgerEntry(
                new AnswerId(Ids.next()), PersonId.next(), null, notice, act, null, START.plusSeconds(number));
    }

    private static Obligation onFile(int number) {
        return new Obligation(Ids.next(), Purpose.ARCHIVE, EVERYBODY, START, NOW.plusSeconds(number + 1), START, null);
    }

    private static RulePack european() {
        String source = "rules/eu.yaml";
        try (InputStream in = BasisEngine.class.getResourceAsStream("/" + source)) {
            return RulePackFile.parse(
                    source, new String(Objects.requireNonNull(in, source).readAllBytes(), UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(source, e);
        }
    }
}
