package io.parley.archive.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.contracts.PersonId;
import io.parley.contracts.event.BasisRecord;
import io.parley.contracts.event.Ground;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/// The promise of the archive as a whole: a topic written as consent-service writes it, read at any pace and from the
/// start again after any restart, leads to decisions that agree with the truth known only afterwards.
class ConsentGatePropertyTest {

    private static final long SPAN_MS = 1_000;
    private static final int READER_STEPS = 400;
    private static final List<PersonId> PEOPLE = List.of(PersonId.next(), PersonId.next(), PersonId.next());

    @Property(tries = 300)
    void neverArchivesAgainstAWithdrawalWhateverTheLagAndRestarts(
            @ForAll long seed, @ForAll @IntRange(max = 40) int skewMs) {
        var random = new Random(seed);
        Truth truth = Truth.made(random);
        Map<Long, Decision> decisions = decideAll(truth, new ConsentGate(Duration.ofMillis(skewMs)), random);

        assertThat(decisions).isNotEmpty();
        decisions.forEach((acceptedAt, decision) -> assertThat(decision instanceof Decision.Archive)
                .as("accepted at %d with skew %d", acceptedAt, skewMs)
                .isEqualTo(truth.allowsAllOver(acceptedAt - skewMs, acceptedAt + skewMs)));
    }

    @Property(tries = 200)
    void oneMissingPartyIsEnoughToWithhold(@ForAll long seed, @ForAll @IntRange(max = 2) int missing) {
        var random = new Random(seed);
        Truth truth = Truth.made(random);
        BasisView view = readToTheEnd(truth.topic());
        var gate = new ConsentGate(Duration.ZERO);
        Instant at = Instant.ofEpochMilli(random.nextLong(SPAN_MS));

        Decision without = gate.decide(
                PEOPLE, person -> person.equals(PEOPLE.get(missing)) ? BasisHistory.EMPTY : view.history(person), at);

        assertThat(without).isInstanceOf(Decision.Withhold.class);
    }

    @Property(tries = 200)
    void theOrderInWhichHistoriesArriveDoesNotMatter(@ForAll long seed) {
        Truth truth = Truth.made(new Random(seed));
        List<BasisRecord> shuffled = new ArrayList<>(truth.topic());
        Collections.shuffle(shuffled, new Random(seed));

        BasisView ordered = readToTheEnd(truth.topic());
        BasisView late = readToTheEnd(shuffled);

        PEOPLE.forEach(person -> assertThat(late.history(person)).isEqualTo(ordered.history(person)));
        assertThat(late.completeUpTo()).isEqualTo(ordered.completeUpTo());
    }

    @Property(tries = 200)
    void compactionChangesNoDecision(@ForAll long seed) {
        var random = new Random(seed);
        Truth truth = Truth.made(random);
        var gate = new ConsentGate(Duration.ZERO);
        BasisView all = readToTheEnd(truth.topic());
        BasisView compacted = readToTheEnd(compacted(truth.topic()));
        Instant at = Instant.ofEpochMilli(random.nextLong(SPAN_MS));

        assertThat(gate.decide(PEOPLE, compacted::history, at)).isEqualTo(gate.decide(PEOPLE, all::history, at));
    }

    private static Map<Long, Decision> decideAll(Truth truth, ConsentGate gate, Random random) {
        List<BasisRecord> topic = truth.topic();
        List<Long> messages = random.longs(20, 0, SPAN_MS).boxed().toList();
        Map<Long, Decision> decisions = new LinkedHashMap<>();
        var reader = new Reader(topic, random);
        for (int step = 0; step < READER_STEPS; step++) {
            reader.step();
            for (long acceptedAt : messages) {
                Instant at = Instant.ofEpochMilli(acceptedAt);
                if (!decisions.containsKey(acceptedAt)
                        && !reader.view.completeUpTo().isBefore(gate.decidableAt(at))) {
                    decisions.put(acceptedAt, gate.decide(PEOPLE, reader.view::history, at));
                }
            }
        }
        return decisions;
    }

    private static BasisView readToTheEnd(List<BasisRecord> topic) {
        var view = new BasisView();
        view.trustWhen(() -> true);
        for (int offset = 0; offset < topic.size(); offset++) {
            view.apply(List.of(BasisRecords.at(offset, topic.get(offset))));
        }
        return view;
    }

    private static List<BasisRecord> compacted(List<BasisRecord> topic) {
        List<BasisRecord> kept = new ArrayList<>();
        Set<String> keys = new HashSet<>();
        for (BasisRecord record : topic.reversed()) {
            if (keys.add(java.util.HexFormat.of().formatHex(BasisRecords.key(record)))) {
                kept.addFirst(record);
            }
        }
        return kept;
    }

    /// Reads in pieces of any size; now and then it is killed and begins with an empty view, on a topic that may have
    /// been compacted meanwhile. As the service does, it trusts a view only after its first complete reading.
    private static final class Reader {

        private final List<BasisRecord> topic;
        private final Random random;
        private BasisView view = new BasisView();
        private List<Map.Entry<Integer, BasisRecord>> ahead = List.of();
        private int end;
        private int next;

        Reader(List<BasisRecord> topic, Random random) {
            this.topic = topic;
            this.random = random;
            restart(false);
        }

        void step() {
            if (random.nextInt(60) == 0) {
                restart(random.nextBoolean());
            }
            for (int count = random.nextInt(5); count > 0 && next < ahead.size(); count--) {
                Map.Entry<Integer, BasisRecord> record = ahead.get(next++);
                view.apply(List.of(BasisRecords.at(record.getKey(), record.getValue())));
            }
        }

        private void restart(boolean afterCompaction) {
            Map<Integer, BasisRecord> left = new TreeMap<>();
            List<BasisRecord> kept = afterCompaction ? compacted(topic) : topic;
            for (int offset = 0; offset < topic.size(); offset++) {
                if (kept.stream().anyMatch(topic.get(offset)::equals)) {
                    left.put(offset, topic.get(offset));
                }
            }
            ahead = List.copyOf(left.entrySet());
            next = 0;
            end = afterCompaction ? ahead.size() : random.nextInt(ahead.size() + 1);
            view = new BasisView();
            view.trustWhen(() -> next >= end);
        }
    }

    /// What everybody really decided and when, and the topic that tells of it.
    private record Truth(Map<PersonId, TreeMap<Long, Boolean>> changes) {

        static Truth made(Random random) {
            Map<PersonId, TreeMap<Long, Boolean>> changes = new LinkedHashMap<>();
            for (PersonId person : PEOPLE) {
                var own = new TreeMap<Long, Boolean>();
                own.put(random.nextLong(SPAN_MS / 4), true);
                random.longs(random.nextInt(4), 0, SPAN_MS).forEach(at -> own.put(at, random.nextBoolean()));
                changes.put(person, own);
            }
            return new Truth(changes);
        }

        boolean allowsAllOver(long from, long to) {
            return changes.values().stream().allMatch(own -> allowsOver(own, from, to));
        }

        private static boolean allowsOver(TreeMap<Long, Boolean> own, long from, long to) {
            return own.floorEntry(from) != null
                    && own.floorEntry(from).getValue()
                    && !own.subMap(from, true, to, true).containsValue(false);
        }

        /// Each change with the whole history so far, and watermarks that never promise more than is written.
        List<BasisRecord> topic() {
            List<BasisRecord> topic = new ArrayList<>();
            for (long now = 0; now <= SPAN_MS + 100; now++) {
                for (PersonId person : PEOPLE) {
                    if (changes.getOrDefault(person, new TreeMap<>()).containsKey(now)) {
                        topic.add(historyUpTo(person, now));
                    }
                }
                if (now % 10 == 0) {
                    topic.add(BasisRecords.watermark(now));
                }
            }
            return topic;
        }

        private BasisRecord historyUpTo(PersonId person, long now) {
            var entries = changes.getOrDefault(person, new TreeMap<>()).headMap(now, true).entrySet().stream()
                    .map(change ->
                            BasisRecords.entry(change.getKey(), change.getValue() ? Ground.CONSENT : Ground.NONE))
                    .toList();
            return BasisRecords.history(person, "archive", entries);
        }
    }
}
