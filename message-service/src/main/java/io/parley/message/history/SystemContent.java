package io.parley.message.history;

import com.google.protobuf.ByteString;
import io.parley.contracts.Ids;
import io.parley.contracts.event.MemberRemoved;
import io.parley.contracts.event.MessageAccepted;
import io.parley.contracts.event.PropertiesChanged;
import io.parley.contracts.event.RoleChanged;
import io.parley.message.fact.History;
import io.parley.message.fact.MemberRole;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The content of an item that is about the conversation itself. A title is what people wrote, so it is never printed.
record SystemContent(
        String type,
        String event,
        @Nullable List<UUID> personIds,
        @Nullable String role,
        @Nullable UUID newOwnerId,
        @Nullable String title,
        @Nullable String history,
        @Nullable String why) {

    static SystemContent of(MessageAccepted fact) {
        return switch (fact.getChangeCase()) {
            case OPENED -> people("opened", fact.getOpened().getMemberIdsList());
            case MEMBERS_ADDED -> people("members-added", fact.getMembersAdded().getPersonIdsList());
            case MEMBER_REMOVED -> removed(fact.getMemberRemoved());
            case ROLE_CHANGED -> role(fact.getRoleChanged());
            case PROPERTIES_CHANGED -> properties(fact.getPropertiesChanged());
            case POSTED, EDITED, RECALLED, REACTED, PURGED, CHANGE_NOT_SET ->
                throw new IllegalArgumentException(
                        "change: " + fact.getChangeCase() + " (expected: of a conversation)");
        };
    }

    private static SystemContent people(String event, List<ByteString> people) {
        return new SystemContent(
                "system", event, people.stream().map(Ids::uuid).toList(), null, null, null, null, null);
    }

    private static SystemContent removed(MemberRemoved removed) {
        UUID heir = removed.getNewOwnerId().isEmpty() ? null : Ids.uuid(removed.getNewOwnerId());
        List<UUID> people = List.of(Ids.uuid(removed.getPersonId()));
        String why = removed.getLeftOrganisation() ? "left-organisation" : null;
        return new SystemContent("system", "member-removed", people, null, heir, null, null, why);
    }

    private static SystemContent role(RoleChanged changed) {
        List<UUID> people = List.of(Ids.uuid(changed.getPersonId()));
        String role = MemberRole.of(changed.getRole()).orElseThrow().code();
        return new SystemContent("system", "role-changed", people, role, null, null, null, null);
    }

    private static SystemContent properties(PropertiesChanged changed) {
        String title = changed.hasTitle() ? changed.getTitle() : null;
        String history = changed.hasHistory()
                ? History.of(changed.getHistory()).orElseThrow().code()
                : null;
        return new SystemContent("system", "properties-changed", null, null, null, title, history, null);
    }

    @Override
    public String toString() {
        return "[redacted]";
    }
}
