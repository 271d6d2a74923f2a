package io.parley.archive.intake;

import io.parley.archive.party.Parties;
import io.parley.archive.party.PartyBook;
import io.parley.contracts.ConversationId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/// Takes one batch of facts: judge, reseal, then write all of it in one transaction, or nothing.
///
/// Each fact is taken once, by (conversation, seq): what was taken is read before judging, and writing succeeds only
/// if nobody took facts of the same conversations meanwhile. So a batch may come again, to this instance or another.
@Component
class Intake {

    private final Judge judge;
    private final Resealer resealer;
    private final PartyBook book;
    private final IntakeTransaction transaction;
    private final IntakeMetrics metrics;

    Intake(Judge judge, Resealer resealer, PartyBook book, IntakeTransaction transaction, IntakeMetrics metrics) {
        this.judge = judge;
        this.resealer = resealer;
        this.book = book;
        this.transaction = transaction;
        this.metrics = metrics;
    }

    /// The view of bases must be complete for these facts.
    void take(List<Fact> facts) {
        Instant completeUpTo = judge.completeUpTo();
        Set<ConversationId> conversations =
                facts.stream().map(Fact::conversation).collect(Collectors.toSet());
        Map<ConversationId, Parties> parties = book.load(conversations);
        List<Judged> judged = judge.judge(facts, parties);
        if (!judged.isEmpty()) {
            Resealed batch = resealer.reseal(judged);
            transaction.write(batch, parties, completeUpTo);
            metrics.decided(batch.judged());
        }
    }
}
