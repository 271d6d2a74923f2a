package io.parley.message.sequence;

import com.google.protobuf.ByteString;
import io.parley.contracts.Ids;
import io.parley.contracts.event.MessageAccepted;
import io.parley.message.fact.Fact;
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
            INSERT INTO member (conversation_id, person_id, from_seq, until_seq)
            SELECT * FROM unnest(?, ?, ?, ?)
            """;

    private final List<Stay> begun = new ArrayList<>();
    private final List<Stay> ended = new ArrayList<>();

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
    }

    private void follow(Fact fact, Map<CommandKey, Stay> present) {
        MessageAccepted event = fact.event();
        switch (event.getChangeCase()) {
            case OPENED -> came(fact, event.getOpened().getMemberIdsList(), present);
            case MEMBERS_ADDED -> came(fact, event.getMembersAdded().getPersonIdsList(), present);
            case MEMBER_REMOVED -> went(fact, event.getMemberRemoved().getPersonId(), present);
            case POSTED, EDITED, RECALLED, CHANGE_NOT_SET -> {}
        }
    }

    private static void came(Fact fact, List<ByteString> people, Map<CommandKey, Stay> present) {
        for (ByteString person : people) {
            CommandKey key = new CommandKey(fact.conversationId(), Ids.uuid(person));
            present.put(key, new Stay(key, fact.event().getSeq(), null));
        }
    }

    private void went(Fact fact, ByteString person, Map<CommandKey, Stay> present) {
        CommandKey key = new CommandKey(fact.conversationId(), Ids.uuid(person));
        long seq = fact.event().getSeq();
        Stay stay = present.remove(key);
        if (stay == null) {
            ended.add(new Stay(key, 0, seq));
        } else {
            begun.add(new Stay(key, stay.fromSeq(), seq));
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
                .update();
    }

    private static SqlArrayValue uuids(Stream<UUID> ids) {
        return new SqlArrayValue("uuid", ids.toArray());
    }

    /// @param key the conversation and the person
    private record Stay(
            CommandKey key, long fromSeq, @Nullable Long untilSeq) {

        UUID conversationId() {
            return key.conversationId().value();
        }

        UUID personId() {
            return key.id();
        }
    }
}
