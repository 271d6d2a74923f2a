package io.parley.message.purge;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.parley.contracts.AuditAction;
import io.parley.contracts.Ids;
import io.parley.contracts.Topics;
import io.parley.contracts.event.MessagesPurged;
import io.parley.contracts.event.PurgedRun;
import io.parley.platform.audit.AuditEvent;
import io.parley.platform.audit.AuditTrail;
import io.parley.platform.outbox.Outbox;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;

/// Tells devices, through the gateways, and the audit log what was destroyed; in its transaction.
@Component
class Telling {

    private final Outbox outbox;
    private final AuditTrail audit;
    private final Counter purged;

    Telling(Outbox outbox, AuditTrail audit, MeterRegistry metrics) {
        this.outbox = outbox;
        this.audit = audit;
        this.purged = Counter.builder("parley.messages.purged")
                .description("Messages, edits, reactions, titles and recalls that retention destroyed in conversations")
                .register(metrics);
    }

    /// @param runs by conversation, ascending by their numbers
    void of(List<PurgeRun> runs) {
        runs.stream()
                .collect(groupingBy(PurgeRun::conversation, LinkedHashMap::new, toList()))
                .forEach(this::devices);
        runs.stream()
                .collect(groupingBy(PurgeRun::decision, LinkedHashMap::new, toList()))
                .forEach(this::audit);
        purged.increment(runs.stream().mapToLong(PurgeRun::messages).sum());
    }

    private void devices(UUID conversation, List<PurgeRun> runs) {
        MessagesPurged.Builder event = MessagesPurged.newBuilder()
                .setConversationId(Ids.bytes(conversation))
                .setAfter(runs.getFirst().number() - 1);
        runs.forEach(run ->
                event.addRuns(PurgedRun.newBuilder().setFirstSeq(run.firstSeq()).setLastSeq(run.lastSeq())));
        outbox.append(
                Topics.MESSAGE_PURGED, Ids.array(conversation), event.build().toByteArray());
    }

    private void audit(UUID decision, List<PurgeRun> runs) {
        audit.record(AuditEvent.of(AuditAction.MESSAGE_PURGED)
                .by("service", "message-service")
                .on("retention-decision", decision.toString())
                .detail("messages", runs.stream().mapToLong(PurgeRun::messages).sum())
                .detail(
                        "conversations",
                        runs.stream().map(PurgeRun::conversation).distinct().count()));
    }
}
