package io.parley.archive.intake;

import io.parley.contracts.ConversationId;
import io.parley.contracts.MessageId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.stereotype.Repository;

/// The content types of the messages that a batch reacts to. Costs a query only where there are reactions.
@Repository
class ReactedTypes {

    /// Where an edit changed the type, the one that is kept as long as a file.
    private static final String TYPES = """
            SELECT DISTINCT ON (conversation_id, message_id) conversation_id, message_id, content_type FROM record
            WHERE message_id = ANY (?) AND kind = 'content'
            ORDER BY conversation_id, message_id, record_class(content_type)
            """;
    private static final String UNKNOWN = "text";

    private final JdbcTemplate jdbc;

    ReactedTypes(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    private record Target(ConversationId conversation, MessageId message) {

        static Target of(Fact fact) {
            return new Target(fact.conversation(), fact.message());
        }

        static Target of(ResultSet row) throws SQLException {
            return new Target(
                    new ConversationId(row.getObject(1, UUID.class)), new MessageId(row.getObject(2, UUID.class)));
        }
    }

    /// Of the messages in the archive, and in this batch.
    Types of(List<Fact> kept) {
        Object[] targets = kept.stream()
                .filter(fact -> fact.change() instanceof Change.Reaction)
                .map(fact -> fact.message().value())
                .distinct()
                .toArray();
        Map<Target, String> types = new HashMap<>();
        if (targets.length > 0) {
            kept.forEach(fact -> {
                if (fact.change() instanceof Change.Content content) {
                    types.put(Target.of(fact), content.type());
                }
            });
            jdbc.query(
                    TYPES,
                    (ResultSet row) -> {
                        types.put(Target.of(row), row.getString(3));
                    },
                    new SqlArrayValue("uuid", targets));
        }
        return reaction -> types.getOrDefault(Target.of(reaction), UNKNOWN);
    }

    interface Types {

        /// Of the message that this reacts to; as of a text when the archive does not have it.
        String of(Fact reaction);
    }
}
