package io.parley.archive.state;

import io.parley.archive.gate.BasisView;
import io.parley.archive.gate.ConsentGate;
import io.parley.archive.gate.Withholding;
import io.parley.archive.party.CurrentParties;
import io.parley.archive.party.PartyBook;
import io.parley.contracts.ConversationId;
import java.util.Optional;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/// Judges conversations again after a change of their members or of a member's basis, and publishes what changed.
///
/// The note that a judgement is due is a row, so it outlives a crash; a short poll of it keeps the promise of two
/// seconds on every instance, whichever took the change.
@Component
class StateKeeper {

    private static final int POLL_MS = 200;

    private final BasisView bases;
    private final ConsentGate gate;
    private final PartyBook book;
    private final ConversationStates states;
    private final StateNews news;
    private final TransactionOperations transactions;

    StateKeeper(
            BasisView bases,
            ConsentGate gate,
            PartyBook book,
            ConversationStates states,
            StateNews news,
            TransactionOperations transactions) {
        this.bases = bases;
        this.gate = gate;
        this.book = book;
        this.states = states;
        this.news = news;
        this.transactions = transactions;
        bases.onChange(states::basesChanged);
    }

    @Scheduled(fixedDelay = POLL_MS)
    void judgeAllDue() {
        boolean more;
        do {
            more = judgeNextDue();
        } while (more);
    }

    private boolean judgeNextDue() {
        return Boolean.TRUE.equals(transactions.execute(status -> {
            long position = bases.offset();
            Optional<ConversationState> due = states.nextDue(position);
            due.ifPresent(state -> judge(state, position));
            return due.isPresent();
        }));
    }

    private void judge(ConversationState state, long position) {
        ConversationState judged = state.now(outlook(state.conversation()));
        states.settle(judged, news.now(), position);
        if (judged.version() > state.version()) {
            news.tell(judged, state.outlook());
        }
    }

    private Outlook outlook(ConversationId conversation) {
        CurrentParties parties = book.current(conversation);
        return parties.gap()
                ? Outlook.withheld(Withholding.SEQUENCE_GAP)
                : Outlook.of(gate.outlook(parties.members(), bases::history));
    }
}
