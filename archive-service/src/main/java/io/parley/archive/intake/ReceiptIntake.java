package io.parley.archive.intake;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toSet;

import io.parley.archive.gate.ArchiveProperties;
import io.parley.archive.gate.Decision;
import io.parley.archive.gate.PartyBasis;
import io.parley.archive.gate.Withholding;
import io.parley.archive.party.Parties;
import io.parley.archive.party.PartyBook;
import io.parley.contracts.ConversationId;
import io.parley.contracts.PersonId;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.springframework.stereotype.Component;

/// Takes one batch of marks: only of people who were there, only where the gate allows it for everybody there at that
/// moment, and no further than messages were accepted. What is refused leaves nothing, not even a number.
@Component
class ReceiptIntake {

    private final PartyBook book;
    private final Judge judge;
    private final IntakeProgress progress;
    private final ReceiptStore store;
    private final ReceiptMetrics metrics;
    private final ArchiveProperties properties;

    ReceiptIntake(
            PartyBook book,
            Judge judge,
            IntakeProgress progress,
            ReceiptStore store,
            ReceiptMetrics metrics,
            ArchiveProperties properties) {
        this.book = book;
        this.judge = judge;
        this.progress = progress;
        this.store = store;
        this.metrics = metrics;
        this.properties = properties;
    }

    /// A mark and the evidence for which it may be kept.
    record Allowed(ReceiptMark mark, List<PartyBasis> parties) {}

    /// The view of bases must be complete for these marks. So must be what is known of messages and members: a mark is
    /// not looked at before all is decided that was published until a moment after it.
    void take(List<ReceiptMark> marks) throws InterruptedException {
        Instant newest =
                marks.stream().map(ReceiptMark::at).max(Instant::compareTo).orElse(Instant.EPOCH);
        Duration settle = properties.receiptSettle();
        if (!progress.awaitPast(newest.plus(settle), settle.plus(properties.watermarkWait()))) {
            throw new BasesBehindException(
                    "messages: not all decided (expected: past the newest of " + marks.size() + " receipts)");
        }
        Map<ConversationId, Parties> known =
                book.load(marks.stream().map(ReceiptMark::conversation).collect(toSet()));
        List<Allowed> allowed = allowed(said(marks), known);
        metrics.kept(allowed.isEmpty() ? 0 : store.keep(allowed));
    }

    /// A mark, and between which numbers it was said.
    private record Said(ReceiptMark mark, long first, long last) {

        /// One second of one conversation.
        Moment moment() {
            return new Moment(mark.conversation(), mark.at().truncatedTo(ChronoUnit.SECONDS));
        }
    }

    private record Moment(ConversationId conversation, Instant second) {}

    /// A client may say any number: what was not accepted by then counts as the last that was.
    private List<Said> said(List<ReceiptMark> marks) {
        Duration skew = properties.clockSkew();
        Map<ReceiptMark, Long> last = store.lastNumbers(marks, skew);
        Map<ReceiptMark, Long> first = skew.isZero() ? last : store.lastNumbers(marks, skew.negated());
        return marks.stream()
                .map(mark -> {
                    long most = last.getOrDefault(mark, 0L);
                    return new Said(mark.upTo(most), first.getOrDefault(mark, 0L), most);
                })
                .filter(one -> one.mark().delivered() > 0)
                .toList();
    }

    /// A second of a conversation is decided once, for everybody who was there in it, and at every instant from its
    /// first mark to its last: near a change too strict, and never too lax.
    private List<Allowed> allowed(List<Said> said, Map<ConversationId, Parties> known) {
        List<Allowed> allowed = new ArrayList<>();
        said.stream()
                .collect(groupingBy(Said::moment, LinkedHashMap::new, toList()))
                .forEach((moment, marks) ->
                        allowed.addAll(allowed(marks, Objects.requireNonNull(known.get(moment.conversation())))));
        return allowed;
    }

    private List<Allowed> allowed(List<Said> said, Parties parties) {
        if (parties.hasGap() || parties.knownUpTo() < 0) {
            metrics.withheld(parties.hasGap() ? Withholding.SEQUENCE_GAP : Withholding.PARTIES_UNKNOWN, said.size());
            return List.of();
        }
        Set<PersonId> present = parties.between(
                said.stream().mapToLong(Said::first).min().orElse(0),
                said.stream().mapToLong(Said::last).max().orElse(0));
        List<ReceiptMark> theirs = said.stream()
                .map(Said::mark)
                .filter(mark -> present.contains(mark.person()))
                .toList();
        metrics.strangers(said.size() - theirs.size());
        return theirs.isEmpty() ? List.of() : judged(theirs, present);
    }

    private List<Allowed> judged(List<ReceiptMark> theirs, Set<PersonId> present) {
        Instant from = theirs.stream()
                .map(ReceiptMark::at)
                .min(Comparator.naturalOrder())
                .orElseThrow();
        Instant to = theirs.stream()
                .map(ReceiptMark::at)
                .max(Comparator.naturalOrder())
                .orElseThrow();
        return switch (judge.decide(present, from, to)) {
            case Decision.Archive archive ->
                theirs.stream()
                        .map(mark -> new Allowed(mark, archive.parties()))
                        .toList();
            case Decision.Withhold no -> {
                metrics.withheld(no.reason(), theirs.size());
                yield List.of();
            }
        };
    }
}
