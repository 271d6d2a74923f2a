package io.parley.message.sequence;

import com.google.protobuf.ByteString;
import io.parley.contracts.ConversationId;
import io.parley.contracts.Ids;
import io.parley.contracts.event.MessageAccepted;
import io.parley.contracts.event.PropertiesChanged;
import io.parley.message.fact.Fact;
import io.parley.message.fact.History;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;

/// What facts mean for the tables that answer questions: present reactions, mentions, titles and settings. A batch of
/// plain messages writes nothing here.
final class SideTables {

    private static final UUID EVERYBODY = new UUID(0, 0);
    private static final String REACTIONS = """
            INSERT INTO reaction (conversation_id, message_id, person_id, emoji, seq, removed)
            SELECT * FROM unnest(?, ?, ?, ?, ?, ?)
            ON CONFLICT (conversation_id, message_id, person_id, emoji)
            DO UPDATE SET seq = excluded.seq, removed = excluded.removed
            """;
    private static final String MENTIONS = """
            INSERT INTO mention (conversation_id, person_id, seq, message_id, sender_id)
            SELECT * FROM unnest(?, ?, ?, ?, ?)
            """;
    private static final String PROPERTIES = """
            UPDATE conversation c SET title = coalesce(n.title, c.title), history = coalesce(n.history, c.history)
            FROM unnest(?, ?, ?) AS n (conversation_id, title, history)
            WHERE c.conversation_id = n.conversation_id
            """;

    private final Map<Reaction, Fact> reactions = new LinkedHashMap<>();
    private final List<Mention> mentions = new ArrayList<>();
    private final Map<ConversationId, PropertiesChanged> properties = new LinkedHashMap<>();

    private record Reaction(ConversationId conversation, ByteString message, ByteString person, String emoji) {}

    private record Mention(Fact fact, UUID person) {}

    SideTables(List<Fact> facts) {
        facts.forEach(this::add);
    }

    void write(JdbcClient jdbc) {
        if (!reactions.isEmpty()) {
            writeReactions(jdbc, reactions.values());
        }
        if (!mentions.isEmpty()) {
            writeMentions(jdbc);
        }
        if (!properties.isEmpty()) {
            writeProperties(jdbc);
        }
    }

    /// Of several facts about one thing the last counts.
    private void add(Fact fact) {
        MessageAccepted event = fact.event();
        switch (event.getChangeCase()) {
            case POSTED -> mentions(fact);
            case REACTED -> reactions.put(reaction(fact), fact);
            case PROPERTIES_CHANGED ->
                properties.merge(
                        fact.conversationId(),
                        event.getPropertiesChanged(),
                        (before, after) -> before.toBuilder().mergeFrom(after).build());
            case OPENED, EDITED, RECALLED, MEMBERS_ADDED, MEMBER_REMOVED, ROLE_CHANGED, PURGED, CHANGE_NOT_SET -> {}
        }
    }

    private static Reaction reaction(Fact fact) {
        MessageAccepted event = fact.event();
        return new Reaction(
                fact.conversationId(),
                event.getMessageId(),
                event.getSenderId(),
                event.getReacted().getEmoji());
    }

    private void mentions(Fact fact) {
        if (fact.event().getPosted().getMentionsAll()) {
            mentions.add(new Mention(fact, EVERYBODY));
        }
        if (fact.event().getPosted().getMentionsCount() > 0) {
            fact.event().getPosted().getMentionsList().stream()
                    .distinct()
                    .forEach(person -> mentions.add(new Mention(fact, Ids.uuid(person))));
        }
    }

    private static void writeReactions(JdbcClient jdbc, Collection<Fact> last) {
        jdbc.sql(REACTIONS)
                .param(column("uuid", last, fact -> fact.conversationId().value()))
                .param(column("uuid", last, fact -> fact.messageId().value()))
                .param(column("uuid", last, fact -> fact.senderId().value()))
                .param(column("text", last, fact -> fact.event().getReacted().getEmoji()))
                .param(column("int8", last, fact -> fact.event().getSeq()))
                .param(column("bool", last, fact -> fact.event().getReacted().getRemoved()))
                .update();
    }

    private void writeMentions(JdbcClient jdbc) {
        jdbc.sql(MENTIONS)
                .param(column(
                        "uuid", mentions, row -> row.fact().conversationId().value()))
                .param(column("uuid", mentions, Mention::person))
                .param(column("int8", mentions, row -> row.fact().event().getSeq()))
                .param(column("uuid", mentions, row -> row.fact().messageId().value()))
                .param(column("uuid", mentions, row -> row.fact().senderId().value()))
                .update();
    }

    private void writeProperties(JdbcClient jdbc) {
        var changed = properties.entrySet();
        int rows = jdbc.sql(PROPERTIES)
                .param(column("uuid", changed, entry -> entry.getKey().value()))
                .param(column("text", changed, entry -> title(entry.getValue())))
                .param(column("text", changed, entry -> history(entry.getValue())))
                .update();
        if (rows != changed.size()) {
            throw new StaleOwnerException("conversation.changed", rows, changed.size());
        }
    }

    private static @Nullable String title(PropertiesChanged changed) {
        return changed.hasTitle() ? changed.getTitle() : null;
    }

    private static @Nullable String history(PropertiesChanged changed) {
        return changed.hasHistory()
                ? History.of(changed.getHistory()).orElseThrow().code()
                : null;
    }

    private static <T> SqlArrayValue column(
            String type, Collection<T> rows, Function<T, ? extends @Nullable Object> value) {
        return new SqlArrayValue(type, rows.stream().map(value).toArray());
    }
}
