package io.parley.message.sequence;

import com.google.protobuf.ByteString;
import io.parley.contracts.AuditAction;
import io.parley.contracts.PersonId;
import io.parley.contracts.event.MemberRemoved;
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

    void record(List<Fact> facts, BatchMemory memory) {
        facts.stream().filter(fact -> fact.change().system()).forEach(fact -> record(fact, memory));
    }

    private void record(Fact fact, BatchMemory memory) {
        MessageAccepted event = fact.event();
        switch (event.getChangeCase()) {
            case OPENED -> opened(fact, event.getOpened());
            case MEMBERS_ADDED ->
                trail.record(event(AuditAction.MEMBERS_ADDED, fact)
                        .detail("members", ids(event.getMembersAdded().getPersonIdsList()))
                        .detail("seq", event.getSeq()));
            case MEMBER_REMOVED -> removed(fact, event.getMemberRemoved());
            case ROLE_CHANGED ->
                role(fact, event.getRoleChanged(), memory.replaced(fact).role());
            case PROPERTIES_CHANGED ->
                changed(
                        fact,
                        event.getPropertiesChanged(),
                        memory.replaced(fact).history());
            case POSTED, EDITED, RECALLED, REACTED, PURGED, CHANGE_NOT_SET -> {}
        }
    }

    private void opened(Fact fact, Opened opened) {
        trail.record(event(AuditAction.CONVERSATION_OPENED, fact)
                .detail("kind", Kind.of(opened.getKind()).orElseThrow().code())
                .detail("members", ids(opened.getMemberIdsList())));
    }

    private void removed(Fact fact, MemberRemoved removed) {
        PersonId person = PersonId.of(removed.getPersonId());
        AuditEvent event = event(AuditAction.MEMBER_REMOVED, fact)
                .detail("personId", person)
                .detail("seq", fact.event().getSeq());
        trail.record(
                removed.getNewOwnerId().isEmpty()
                        ? event
                        : event.changed("owner", person, PersonId.of(removed.getNewOwnerId())));
    }

    private void role(Fact fact, RoleChanged changed, MemberRole before) {
        MemberRole after = MemberRole.of(changed.getRole()).orElseThrow();
        trail.record(event(AuditAction.MEMBER_ROLE_CHANGED, fact)
                .detail("personId", PersonId.of(changed.getPersonId()))
                .changed("role", before.code(), after.code())
                .detail("role", after.code())
                .detail("seq", fact.event().getSeq()));
    }

    /// The title itself is what people wrote, so it stays out.
    private void changed(Fact fact, PropertiesChanged changed, History before) {
        AuditEvent event = event(AuditAction.CONVERSATION_CHANGED, fact)
                .detail("fields", fields(changed))
                .detail("seq", fact.event().getSeq());
        trail.record(changed.hasHistory() ? history(event, changed, before) : event);
    }

    private static AuditEvent history(AuditEvent event, PropertiesChanged changed, History before) {
        History after = History.of(changed.getHistory()).orElseThrow();
        return event.detail("history", after.code()).changed("history", before.code(), after.code());
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
