package io.parley.archive.intake;

import com.google.protobuf.ByteString;
import io.parley.archive.seal.Happening;
import io.parley.contracts.Ids;
import io.parley.contracts.event.HistoryVisibility;
import io.parley.contracts.event.MemberRemoved;
import io.parley.contracts.event.MessageAccepted;
import io.parley.contracts.event.Opened;
import io.parley.contracts.event.PropertiesChanged;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// Reads what an accepted fact did to the conversation itself. Codes are the lower-case names of the contract's values.
final class Happenings {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String ROLE = "role";
    private static final String HISTORY = "history";

    private Happenings() {}

    /// Null: the fact is about messages.
    static @Nullable Happening of(MessageAccepted fact) {
        return switch (fact.getChangeCase()) {
            case OPENED -> opened(fact, fact.getOpened());
            case MEMBERS_ADDED ->
                happening(
                        fact,
                        "joined",
                        fact.getMembersAdded().getPersonIdsList(),
                        history(fact.getMembersAdded().getHistory()));
            case MEMBER_REMOVED -> left(fact, fact.getMemberRemoved());
            case ROLE_CHANGED ->
                happening(
                        fact,
                        "role-changed",
                        List.of(fact.getRoleChanged().getPersonId()),
                        Map.of(ROLE, code(fact.getRoleChanged().getRole()).replace("role-", "")));
            case PROPERTIES_CHANGED -> changed(fact, fact.getPropertiesChanged());
            case POSTED, EDITED, RECALLED, REACTED, PURGED, CHANGE_NOT_SET -> null;
        };
    }

    private static Happening opened(MessageAccepted fact, Opened opened) {
        Map<String, Object> detail = history(opened.getHistory());
        detail.put("conversationKind", code(opened.getKind()));
        if (!opened.getOwnerId().isEmpty()) {
            detail.put("ownerId", Ids.uuid(opened.getOwnerId()).toString());
        }
        return happening(fact, "opened", opened.getMemberIdsList(), detail);
    }

    private static Happening left(MessageAccepted fact, MemberRemoved removed) {
        Map<String, Object> detail = new TreeMap<>();
        if (!removed.getNewOwnerId().isEmpty()) {
            detail.put("newOwnerId", Ids.uuid(removed.getNewOwnerId()).toString());
        }
        if (removed.getLeftOrganisation()) {
            detail.put("leftOrganisation", true);
        }
        return happening(fact, "left", List.of(removed.getPersonId()), detail);
    }

    private static Happening changed(MessageAccepted fact, PropertiesChanged changed) {
        return happening(
                fact,
                changed.hasTitle() ? "renamed" : "visibility-changed",
                List.of(),
                changed.hasHistory() ? history(changed.getHistory()) : Map.of());
    }

    private static Map<String, Object> history(HistoryVisibility visibility) {
        Map<String, Object> detail = new TreeMap<>();
        switch (visibility) {
            case HISTORY_ALL -> detail.put(HISTORY, "all");
            case HISTORY_FROM_JOINING -> detail.put(HISTORY, "from-joining");
            case HISTORY_VISIBILITY_UNSPECIFIED, UNRECOGNIZED -> {}
        }
        return detail;
    }

    private static Happening happening(
            MessageAccepted fact, String kind, List<ByteString> subjects, Map<String, Object> detail) {
        List<UUID> people = subjects.stream().map(Ids::uuid).toList();
        return new Happening(
                kind, Ids.uuid(fact.getSenderId()), people, JSON.writeValueAsString(new TreeMap<>(detail)));
    }

    private static String code(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
