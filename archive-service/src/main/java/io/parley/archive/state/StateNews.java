package io.parley.archive.state;

import io.parley.contracts.AuditAction;
import io.parley.contracts.Ids;
import io.parley.contracts.Topics;
import io.parley.contracts.event.ConversationArchiveState;
import io.parley.platform.audit.AuditEvent;
import io.parley.platform.audit.AuditTrail;
import io.parley.platform.outbox.Outbox;
import java.time.Clock;
import java.time.Instant;
import org.springframework.stereotype.Component;

/// Tells participants (through the topic) and the audit log of a changed state, inside the change's transaction.
@Component
class StateNews {

    private final Outbox outbox;
    private final AuditTrail audit;
    private final Clock clock;

    StateNews(Outbox outbox, AuditTrail audit, Clock clock) {
        this.outbox = outbox;
        this.audit = audit;
        this.clock = clock;
    }

    Instant now() {
        return clock.instant();
    }

    void tell(ConversationState state, Outlook before) {
        outbox.append(
                Topics.CONVERSATION_ARCHIVE_STATE,
                Ids.array(state.conversation().value()),
                event(state).toByteArray());
        audit.record(AuditEvent.of(AuditAction.ARCHIVE_STATE_CHANGED)
                .by("service", "archive-service")
                .on("conversation", state.conversation().toString())
                .detail("state", state.outlook().standing().code())
                .detail("why", state.outlook().why())
                .changed(
                        "state",
                        before.standing().code(),
                        state.outlook().standing().code())
                .changed("why", before.why(), state.outlook().why()));
    }

    private ConversationArchiveState event(ConversationState state) {
        return ConversationArchiveState.newBuilder()
                .setConversationId(state.conversation().bytes())
                .setState(state.outlook().standing().event())
                .setWhy(state.outlook().why())
                .setEffectiveAtMs(now().toEpochMilli())
                .setVersion(state.version())
                .build();
    }
}
