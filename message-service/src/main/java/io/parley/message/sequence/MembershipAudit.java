package io.parley.message.sequence;

import com.google.protobuf.ByteString;
import io.parley.contracts.AuditAction;
import io.parley.contracts.PersonId;
import io.parley.contracts.event.MessageAccepted;
import io.parley.contracts.event.Opened;
import io.parley.contracts.event.PropertiesChanged;
import io.parley.contracts.event.RoleChanged;
import io.parley.message.fact.Fact;
import io.parley.message.fact.History;
import io.parley.message.fact.Kind;
import io.parley.message.fact.MemberRole;
import io.parley.platform.audit.AuditEvent;
import io.parley.platform.audit.AuditTrail;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Puts changes of membership on the audit trail, in the transaction that makes them. Chat messages are not audited.
final class MembershipAudit {

    private final AuditTrail trail;

    MembershipAudit(AuditTrail trail) {
        this.trail = trail;
    }

    void record(List<Fact> facts) {
        facts.stream().filter(fact -> fact.change().system()).forEach(this::record);
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
            case ROLE_CHANGED -> role(fact, event.getRoleChanged());
            case PROPERTIES_CHANGED -> changed(fact, event.getPropertiesChanged());
            case POSTED, EDITED, RECALLED, REACTED, PURGED, CHANGE_NOT_SET -> {}
        }
    }

    private void opened(Fact fact, Opened opened) {
        trail.record(event(AuditAction.CONVERSATION_OPENED, fact)
                .detail("kind", Kind.of(opened.getKind()).orElseThrow().code())
                .detail("members", ids(opened.getMemberIdsList())));
    }

    private void role(Fact fact, RoleChanged changed) {
        trail.record(event(AuditAction.MEMBER_ROLE_CHANGED, fact)
                .detail("personId", PersonId.of(changed.getPersonId()))
                .detail("role", MemberRole.of(changed.getRole()).orElseThrow().code())
                .detail("seq", fact.event().getSeq()));
    }

    /// The title itself is what people wrote, so it stays out.
    private void changed(Fact fact, PropertiesChanged changed) {
        AuditEvent event = event(AuditAction.CONVERSATION_CHANGED, fact)
                .detail("fields", fields(changed))
                .detail("seq", fact.event().getSeq());
        trail.record(
                changed.hasHistory()
                        ? event.detail(
                                "history",
                                History.of(changed.getHistory()).orElseThrow().code())
                        : event);
    }

    private static String fields(PropertiesChanged changed) {
        return Stream.of(changed.hasTitle() ? "title" : "", changed.hasHistory() ? "history" : "")
                .filter(field -> !field.isEmpty())
                .collect(Collectors.joining(","));
    }

    private static AuditEvent event(AuditAction action, Fact fact) {
        boolean system = fact.senderId().equals(PersonId.SYSTEM);
        return AuditEvent.of(action)
                .by(
                        system ? "service" : "person",
                        system ? "message-service" : fact.senderId().toString())
                .on("conversation", fact.conversationId().toString());
    }

    private static String ids(List<ByteString> people) {
        return people.stream().map(person -> PersonId.of(person).toString()).collect(Collectors.joining(","));
    }
}
