package io.parley.message.visibility;

import io.parley.contracts.ConversationId;
import io.parley.contracts.PersonId;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Those who joined read from where the conversation's setting of that moment says, those who left up to their leaving.
@Component
public class Visibility {

    private static final String STAYS = """
            SELECT visible_from, coalesce(until_seq, 9223372036854775807) AS visible_to FROM member
            WHERE conversation_id = ? AND person_id = ?
            """;

    private final JdbcClient jdbc;

    Visibility(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Empty for one who never was a member.
    public Optional<Visible> of(ConversationId conversation, PersonId person) {
        List<Visible.Span> stays = jdbc.sql(STAYS)
                .param(conversation.value())
                .param(person.value())
                .query((row, _) -> new Visible.Span(row.getLong("visible_from"), row.getLong("visible_to")))
                .list();
        return stays.isEmpty() ? Optional.empty() : Optional.of(Visible.of(stays));
    }
}
