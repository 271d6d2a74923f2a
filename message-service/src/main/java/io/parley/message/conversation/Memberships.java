package io.parley.message.conversation;

import io.parley.contracts.ConversationId;
import io.parley.contracts.PersonId;
import java.util.OptionalLong;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// What a person may read of a conversation. Newcomers read all of it, those who left up to their leaving.
@Component
public class Memberships {

    private static final String UP_TO = """
            SELECT max(coalesce(until_seq, 9223372036854775807)) FROM member
            WHERE conversation_id = ? AND person_id = ?
            """;

    private final JdbcClient jdbc;

    Memberships(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// The last number that the person may read; empty for one who never was a member.
    public OptionalLong readableUpTo(ConversationId conversation, PersonId person) {
        return jdbc.sql(UP_TO)
                .param(conversation.value())
                .param(person.value())
                .query((row, _) -> {
                    long upTo = row.getLong(1);
                    return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(upTo);
                })
                .single();
    }
}
