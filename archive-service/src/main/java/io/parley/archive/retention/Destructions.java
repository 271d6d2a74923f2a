package io.parley.archive.retention;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import io.parley.archive.retention.DestructionStore.Known;
import io.parley.archive.retention.DestructionStore.Ordered;
import io.parley.archive.retention.RulesInForce.Current;
import io.parley.contracts.AuditAction;
import io.parley.contracts.ConversationId;
import io.parley.contracts.Ids;
import io.parley.contracts.PersonId;
import io.parley.platform.audit.AuditEvent;
import io.parley.platform.audit.AuditTrail;
import io.parley.platform.retention.DestructionApi.ClassReach;
import io.parley.platform.retention.DestructionApi.Due;
import io.parley.platform.retention.DestructionApi.Item;
import io.parley.platform.retention.DestructionApi.Reach;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/// Says which messages may be destroyed where they lie: copies of what the archive destroyed, and messages that it
/// never
/// had. Of these it writes down each one that it allows. Whatever it has not decided about, or still has, stays.
@Service
class Destructions {

    private final RulesInForce rules;
    private final DestructionStore store;
    private final Authors authors;
    private final AuditTrail audit;
    private final TransactionOperations transactions;
    private final Clock clock;

    Destructions(
            RulesInForce rules,
            DestructionStore store,
            Authors authors,
            AuditTrail audit,
            TransactionOperations transactions,
            Clock clock) {
        this.rules = rules;
        this.store = store;
        this.authors = authors;
        this.audit = audit;
        this.transactions = transactions;
        this.clock = clock;
    }

    Reach reach() {
        RetentionRule rule = rules.current().rule();
        Instant now = clock.instant();
        return new Reach(
                Arrays.stream(RetentionClass.values())
                        .flatMap(kind ->
                                rule.horizon(kind, now).map(before -> new ClassReach(kind.code(), before)).stream())
                        .toList(),
                rule.conversations()
                        .map(named -> named.stream()
                                .map(ConversationId::value)
                                .sorted()
                                .toList())
                        .orElse(null));
    }

    List<Due> decide(List<Item> items) {
        Current current = rules.current();
        Instant now = clock.instant();
        return Objects.requireNonNull(transactions.execute(_ -> decide(items, current, now)));
    }

    private List<Due> decide(List<Item> items, Current current, Instant now) {
        store.lock(current.steps());
        List<Known> known = store.known(items);
        List<Due> due = new ArrayList<>(
                known.stream().flatMap(one -> copy(one).stream()).toList());
        Map<PolicyId, List<Item>> unarchived = known.stream()
                .filter(one -> !one.archived())
                .flatMap(one -> current.rule().judge(retainable(one), author(one.item()), now)
                                instanceof Fate.Due(PolicyId policy)
                        ? Stream.of(Map.entry(policy, one.item()))
                        : Stream.of())
                .collect(groupingBy(Map.Entry::getKey, mapping(Map.Entry::getValue, toList())));
        unarchived.forEach((policy, allowed) -> due.addAll(order(policy, current.steps(), allowed)));
        return due;
    }

    private static Optional<Due> copy(Known known) {
        UUID sweep = known.sweep();
        return known.archived() && sweep != null && !known.held()
                ? Optional.of(
                        new Due(known.item().conversationId(), known.item().seq(), sweep, true))
                : Optional.empty();
    }

    private List<Due> order(PolicyId policy, long steps, List<Item> allowed) {
        UUID decision = Ids.next();
        List<Ordered> ordered = store.order(decision, policy, steps, allowed);
        List<Ordered> fresh = ordered.stream().filter(Ordered::fresh).toList();
        if (!fresh.isEmpty()) {
            audit.record(AuditEvent.of(AuditAction.RETENTION_ORDERED)
                    .by("service", "archive-service")
                    .on("retention-decision", decision.toString())
                    .detail("messages", fresh.size())
                    .detail(
                            "conversations",
                            fresh.stream().map(Ordered::conversation).distinct().count()));
        }
        return ordered.stream()
                .map(one -> new Due(one.conversation(), one.seq(), decision, false))
                .toList();
    }

    private Author author(Item item) {
        return authors.of(new PersonId(item.senderId()));
    }

    private static Retainable retainable(Known known) {
        Item item = known.item();
        return new Retainable(
                item.conversationId(),
                new ConversationId(item.conversationId()),
                item.seq(),
                known.acceptedAt(),
                new PersonId(item.senderId()),
                RetentionClass.of(item.kind()),
                known.held());
    }
}
