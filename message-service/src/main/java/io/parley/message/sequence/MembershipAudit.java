package io.parley.message.sequence;

import com.google.protobuf.ByteString;
import io.parley.contracts.AuditAction;
import io.parley.contracts.PersonId;
import io.parley.contracts.event.MessageAccepted;
import io.parley.contracts.event.Opened;
import io.parley.message.fact.Fact;
import io.parley.message.fact.Kind;
import io.parley.platform.audit.AuditEvent;
import io.parley.platform.audit.AuditTrail;
import java.util.List;
import java.util.stream.Collectors;

/// Puts changes of membership on the audit trail, in the transaction that makes them. Chat messages are not audited.
final class MembershipAudit {

    private final AuditTrail trail;

    MembershipAudit(AuditTrail trail) {
        this.trail = trail;
    }

    void record(List<Fact> facts) {
        facts.stream().filter(fact -> fact.change().membership()).forEach(this::record);
    }

    private void record(Fact fact) {
        MessageAccepted event = fact.event();
        switch (event.getChangeCase()) {
            case OPENED -> opened(fact, event.getOpened());
            case MEMBERS_ADDED ->
                trail.record(event(AuditAction.MEMBERS_ADDED, fact)
                        .detail("members", ids(event.getMembersAdded().getPersonIdsList()))
                        .detail("seq", event.getSeq()));
            case MEMBER_REMOVED ->
                trail.record(event(AuditAction.MEMBER_REMOVED, fact)
                        .detail("personId", PersonId.of(event.getMemberRemoved().getPersonId()))
                        .detail("seq", event.getSeq()));
            case POSTED, EDITED, RECALLED, CHANGE_NOT_SET -> {}
        }
    }

    private void opened(Fact fact, Opened opened) {
        trail.record(event(AuditAction.CONVERSATION_OPENED, fact)
                .detail("kind", Kind.of(opened.getKind()).orElseThrow().code())
                .detail("members", ids(opened.getMemberIdsList())));
    }

    private static AuditEvent event(AuditAction action, Fact fact) {
        return AuditEvent.of(action)
                .by("person", fact.senderId().toString())
                .on("conversation", fact.conversationId().toString());
    }

    private static String ids(List<ByteString> people) {
        return people.stream().map(person -> PersonId.of(person).toString()).collect(Collectors.joining(","));
    }
}
