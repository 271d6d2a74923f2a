package io.parley.message.sequence;

import io.parley.contracts.ConversationId;
import io.parley.message.fact.Fact;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DuplicateKeyException;

/// Takes batches of commands and returns their outcomes once these are durable.
///
/// States are changed in place while a batch is decided, so whatever fails, they are forgotten and read anew.
final class SequencingDesk {

    private static final Logger LOG = LoggerFactory.getLogger(SequencingDesk.class);

    private final MessageSequencer sequencer;
    private final BatchReader reader;
    private final BatchWriter writer;
    private final Clock clock;
    private final SequenceMetrics metrics;
    private final int attempts;

    SequencingDesk(
            MessageSequencer sequencer,
            BatchReader reader,
            BatchWriter writer,
            Clock clock,
            SequenceMetrics metrics,
            int attempts) {
        this.sequencer = sequencer;
        this.reader = reader;
        this.writer = writer;
        this.clock = clock;
        this.metrics = metrics;
        this.attempts = attempts;
    }

    /// One decision per command, in their order. Fails when the stores do, or when others keep writing to the same
    /// conversations; nothing of the batch is then durable.
    List<Decision> decide(List<Command> commands) {
        for (int attempt = 1; attempt < attempts; attempt++) {
            boolean knowingAll = attempt > 1;
            try {
                Optional<List<Decision>> decisions = decideOnce(commands, knowingAll);
                if (decisions.isPresent()) {
                    return decisions.get();
                }
            } catch (StaleOwnerException | ConcurrencyFailureException | DuplicateKeyException e) {
                failed(e, knowingAll);
            }
        }
        return decideOnce(commands, true).orElseThrow();
    }

    private void failed(RuntimeException why, boolean knowingAll) {
        if (!knowingAll && why instanceof DuplicateKeyException) {
            LOG.debug("A repeat was not expected in this batch, reading it anew");
        } else {
            metrics.stale();
            LOG.warn(
                    "Another owner writes to conversations of this batch, reading them anew: {}",
                    why.getClass().getSimpleName());
        }
    }

    /// @param knowingAll else it is not asked first whether an ordinary post is a repeat: hardly any is
    /// @return empty when it should have been asked; nothing is durable then
    private Optional<List<Decision>> decideOnce(List<Command> commands, boolean knowingAll) {
        boolean done = false;
        try {
            Optional<List<Decision>> decisions = decideAndWrite(commands, knowingAll);
            done = decisions.isPresent();
            return decisions;
        } finally {
            if (!done) {
                reader.forget(commands);
            }
        }
    }

    private Optional<List<Decision>> decideAndWrite(List<Command> commands, boolean knowingAll) {
        BatchMemory memory = reader.read(commands, knowingAll);
        Set<ConversationId> refused = new HashSet<>();
        List<Fact> accepted = new ArrayList<>(commands.size());
        List<Decision> decisions = new ArrayList<>(commands.size());
        long nowMs = clock.millis();
        for (Command command : commands) {
            Decision decision = sequencer.decide(command, memory, nowMs);
            decisions.add(decision);
            sort(command, decision, accepted, refused);
            if (!knowingAll && decision instanceof Decision.Refused && reader.isOptimistic(command)) {
                return Optional.empty();
            }
        }
        metrics.timed(() -> writer.write(accepted, refused, memory));
        reader.keep(
                memory,
                accepted.stream()
                        .map(fact -> new CommandKey(fact.conversationId(), fact.commandId()))
                        .toList());
        return Optional.of(decisions);
    }

    private static void sort(Command command, Decision decision, List<Fact> accepted, Set<ConversationId> refused) {
        switch (decision) {
            case Decision.Accepted(Fact fact) -> accepted.add(fact);
            case Decision.Refused _ -> refused.add(command.conversationId());
            case Decision.Repeated _ -> {}
        }
    }
}
