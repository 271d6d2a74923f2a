package io.parley.message.sequence;

import io.parley.contracts.ConversationId;
import io.parley.message.fact.Fact;
import io.parley.message.sequence.Decision.Accepted;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The durable record without a database: the same fence, so that only one of several owners of a conversation gets
/// through.
final class SharedLog {

    private final List<Fact> facts = new ArrayList<>();

    /// An owner as its process is: it believes what it read or wrote last.
    final class Owner {

        private BatchMemory memory = new BatchMemory();
        private int known;

        /// @return no decisions when another owner was faster; the owner then reads all anew
        List<Decision> take(List<Command> commands, long nowMs) {
            List<Decision> decisions = commands.stream()
                    .map(command -> SequencingPropertiesTest.sequencer().decide(command, memory, nowMs))
                    .toList();
            if (known != facts.size() && isStale(commands)) {
                return List.of();
            }
            for (Decision decision : decisions) {
                if (decision instanceof Accepted(Fact fact)) {
                    facts.add(fact);
                }
            }
            forget();
            return decisions;
        }

        /// Of the batch's conversations, did another owner write to any since this one read?
        private boolean isStale(List<Command> commands) {
            return facts.subList(known, facts.size()).stream()
                    .map(Fact::conversationId)
                    .anyMatch(changed -> commands.stream()
                            .anyMatch(command -> command.conversationId().equals(changed)));
        }

        void forget() {
            memory = new BatchMemory();
            facts.forEach(memory::accept);
            known = facts.size();
        }
    }

    Owner owner() {
        return new Owner();
    }

    Map<ConversationId, List<Long>> numbers() {
        Map<ConversationId, List<Long>> numbers = new HashMap<>();
        facts.forEach(fact -> numbers.computeIfAbsent(fact.conversationId(), _ -> new ArrayList<>())
                .add(fact.event().getSeq()));
        return numbers;
    }
}
