package io.parley.archive.intake;

import io.parley.archive.gate.Withholding;
import io.parley.archive.party.Parties;
import io.parley.archive.party.PartyBook;
import io.parley.archive.seal.Seals;
import io.parley.archive.search.SearchTokens;
import io.parley.archive.state.ConversationStates;
import io.parley.contracts.ConversationId;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/// The one transaction of a batch: parties, records, decisions, and the note that states must be judged again.
@Component
class IntakeTransaction {

    private final TransactionOperations transactions;
    private final PartyBook book;
    private final ArchiveWriter writer;
    private final Seals seals;
    private final ConversationStates states;
    private final SearchTokens tokens;
    private final Clock clock;

    IntakeTransaction(
            TransactionOperations transactions,
            PartyBook book,
            ArchiveWriter writer,
            Seals seals,
            ConversationStates states,
            SearchTokens tokens,
            Clock clock) {
        this.transactions = transactions;
        this.book = book;
        this.writer = writer;
        this.seals = seals;
        this.states = states;
        this.tokens = tokens;
        this.clock = clock;
    }

    void write(Resealed batch, Map<ConversationId, Parties> parties, Instant completeUpTo) {
        writer.prepare(batch.versions());
        List<Judged> judged = batch.judged();
        ChainedBatch chained = ChainedBatch.of(batch, parties);
        transactions.executeWithoutResult(status -> {
            tokens.pinned(batch.indexer());
            book.save(conversations(judged).stream().map(parties::get).toList());
            Instant now = clock.instant();
            writer.write(chained, seals.seal(chained.links(), now), now, completeUpTo);
            states.partiesChanged(conversations(
                    judged.stream().filter(IntakeTransaction::movesTheState).toList()));
        });
    }

    private static Set<ConversationId> conversations(List<Judged> judged) {
        return judged.stream().map(one -> one.fact().conversation()).collect(Collectors.toSet());
    }

    private static boolean movesTheState(Judged one) {
        return one.fact().changesMembers()
                || one.verdict() instanceof Verdict.Withhold no && no.why() == Withholding.SEQUENCE_GAP;
    }
}
