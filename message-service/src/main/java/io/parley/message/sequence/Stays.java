package io.parley.message.sequence;

import com.google.protobuf.ByteString;
import io.parley.contracts.Ids;
import io.parley.contracts.event.MemberRemoved;
import io.parley.contracts.event.MembersAdded;
import io.parley.contracts.event.MessageAccepted;
import io.parley.contracts.event.Opened;
import io.parley.contracts.event.RoleChanged;
import io.parley.message.fact.Fact;
import io.parley.message.fact.History;
import io.parley.message.fact.MemberRole;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;

/// Who came and who went in a batch, as rows of `member`: a stay may begin and end within one batch.
final class Stays {

    private static final String END = """
            UPDATE member m SET until_seq = n.until_seq
            FROM unnest(?, ?, ?) AS n (conversation_id, person_id, until_seq)
            WHERE m.conversation_id = n.conversation_id AND m.person_id = n.person_id AND m.until_seq IS NULL
            """;

    private static final String BEGIN = """
            INSERT INTO member (conversation_id, person_id, from_seq, until_seq, role, visible_from)
            SELECT * FROM unnest(?, ?, ?, ?, ?, ?)
            """;
    private static final String GIVE = """
            UPDATE member m SET role = n.role
            FROM unnest(?, ?, ?) AS n (conversation_id, person_id, role)
            WHERE m.conversation_id = n.conversation_id AND m.person_id = n.person_id AND m.until_seq IS NULL
            """;

    private final List<Stay> begun = new ArrayList<>();
    private final List<Stay> ended = new ArrayList<>();

    /// Roles of stays that began before this batch.
    private final Map<CommandKey, MemberRole> given = new LinkedHashMap<>();

    Stays(List<Fact> facts) {
        Map<CommandKey, Stay> present = new LinkedHashMap<>();
        facts.forEach(fact -> follow(fact, present));
        begun.addAll(present.values());
    }

    /// Ends come first: a person who left and came back has one present stay only after the first is ended.
    void write(JdbcClient jdbc) {
        if (!ended.isEmpty()) {
            end(jdbc);
        }
        if (!begun.isEmpty()) {
            begin(jdbc);
        }
        if (!given.isEmpty()) {
            give(jdbc);
        }
    }

    private void follow(Fact fact, Map<CommandKey, Stay> present) {
        MessageAccepted event = fact.event();
        switch (event.getChangeCase()) {
            case OPENED -> opened(fact, event.getOpened(), present);
            case MEMBERS_ADDED -> added(fact, event.getMembersAdded(), present);
            case MEMBER_REMOVED -> removed(fact, event.getMemberRemoved(), present);
            case ROLE_CHANGED -> role(fact, event.getRoleChanged(), present);
            case POSTED, EDITED, RECALLED, REACTED, PROPERTIES_CHANGED, PURGED, CHANGE_NOT_SET -> {}
        }
    }

    /// What was said before the opening is nothing, so whoever opens sees all.
    private void opened(Fact fact, Opened opened, Map<CommandKey, Stay> present) {
        came(fact, opened.getMemberIdsList(), 0, present);
        if (!opened.getOwnerId().isEmpty()) {
            gets(key(fact, opened.getOwnerId()), MemberRole.OWNER, present);
        }
    }

    private static void added(Fact fact, MembersAdded added, Map<CommandKey, Stay> present) {
        boolean all = History.of(added.getHistory()).orElseThrow() == History.ALL;
        came(fact, added.getPersonIdsList(), all ? 0 : fact.event().getSeq(), present);
    }

    private void removed(Fact fact, MemberRemoved removed, Map<CommandKey, Stay> present) {
        went(fact, removed.getPersonId(), present);
        if (!removed.getNewOwnerId().isEmpty()) {
            gets(key(fact, removed.getNewOwnerId()), MemberRole.OWNER, present);
        }
    }

    private void role(Fact fact, RoleChanged changed, Map<CommandKey, Stay> present) {
        gets(key(fact, changed.getPersonId()), MemberRole.of(changed.getRole()).orElseThrow(), present);
    }

    private void gets(CommandKey person, MemberRole role, Map<CommandKey, Stay> present) {
        if (present.computeIfPresent(person, (_, stay) -> stay.as(role)) == null) {
            given.put(person, role);
        }
    }

    private static void came(Fact fact, List<ByteString> people, long visibleFrom, Map<CommandKey, Stay> present) {
        for (ByteString person : people) {
            CommandKey key = key(fact, person);
            present.put(key, new Stay(key, fact.event().getSeq(), null, MemberRole.MEMBER, visibleFrom));
        }
    }

    private static CommandKey key(Fact fact, ByteString person) {
        return new CommandKey(fact.conversationId(), Ids.uuid(person));
    }

    private void went(Fact fact, ByteString person, Map<CommandKey, Stay> present) {
        CommandKey key = key(fact, person);
        given.remove(key);
        long seq = fact.event().getSeq();
        Stay stay = present.remove(key);
        if (stay == null) {
            ended.add(new Stay(key, 0, seq, MemberRole.MEMBER, 0));
        } else {
            begun.add(stay.until(seq));
        }
    }

    private void end(JdbcClient jdbc) {
        int rows = jdbc.sql(END)
                .param(uuids(ended.stream().map(Stay::conversationId)))
                .param(uuids(ended.stream().map(Stay::personId)))
                .param(new SqlArrayValue(
                        "int8", ended.stream().map(Stay::untilSeq).toArray()))
                .update();
        if (rows != ended.size()) {
            throw new StaleOwnerException("member.ended", rows, ended.size());
        }
    }

    private void begin(JdbcClient jdbc) {
        jdbc.sql(BEGIN)
                .param(uuids(begun.stream().map(Stay::conversationId)))
                .param(uuids(begun.stream().map(Stay::personId)))
                .param(new SqlArrayValue(
                        "int8", begun.stream().map(Stay::fromSeq).toArray()))
                .param(new SqlArrayValue(
                        "int8", begun.stream().map(Stay::untilSeq).toArray()))
                .param(new SqlArrayValue(
                        "text", begun.stream().map(stay -> stay.role().code()).toArray()))
                .param(new SqlArrayValue(
                        "int8", begun.stream().map(Stay::visibleFrom).toArray()))
                .update();
    }

    private void give(JdbcClient jdbc) {
        int rows = jdbc.sql(GIVE)
                .param(uuids(given.keySet().stream()
                        .map(person -> person.conversationId().value())))
                .param(uuids(given.keySet().stream().map(CommandKey::id)))
                .param(new SqlArrayValue(
                        "text", given.values().stream().map(MemberRole::code).toArray()))
                .update();
        if (rows != given.size()) {
            throw new StaleOwnerException("member.role", rows, given.size());
        }
    }

    private static SqlArrayValue uuids(Stream<UUID> ids) {
        return new SqlArrayValue("uuid", ids.toArray());
    }

    /// @param key the conversation and the person
    private record Stay(
            CommandKey key, long fromSeq, @Nullable Long untilSeq, MemberRole role, long visibleFrom) {

        Stay as(MemberRole given) {
            return new Stay(key, fromSeq, untilSeq, given, visibleFrom);
        }

        Stay until(long seq) {
            return new Stay(key, fromSeq, seq, role, visibleFrom);
        }

        UUID conversationId() {
            return key.conversationId().value();
        }

        UUID personId() {
            return key.id();
        }
    }
}
