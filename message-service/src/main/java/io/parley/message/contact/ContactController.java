package io.parley.message.contact;

import io.parley.contracts.ConversationId;
import io.parley.contracts.PersonId;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Contacts are people who share a conversation now.
@RestController
class ContactController {

    private static final String SHARING = """
            SELECT DISTINCT other.person_id
            FROM member own JOIN member other ON other.conversation_id = own.conversation_id
            WHERE own.person_id = ? AND own.until_seq IS NULL
            AND other.person_id = ANY (?) AND other.until_seq IS NULL
            """;

    private static final String SIZE = """
            SELECT count(*) FROM (
                SELECT FROM member WHERE conversation_id = ? AND until_seq IS NULL LIMIT ?) AS present
            """;

    private final JdbcClient jdbc;

    ContactController(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    record Among(@NotNull @Size(max = 5000) List<@NotNull UUID> personIds) {}

    record Room(int members) {}

    /// Those of the named who are contacts of the person.
    @PostMapping("/internal/people/{personId}/contacts")
    List<UUID> contacts(@PathVariable PersonId personId, @Valid @RequestBody Among among) {
        return jdbc.sql(SHARING)
                .param(personId.value())
                .param(new SqlArrayValue("uuid", among.personIds().toArray()))
                .query((row, _) -> row.getObject("person_id", UUID.class))
                .list();
    }

    /// How many take part; counted no further than asked.
    @GetMapping("/internal/conversations/{id}/size")
    Room size(@PathVariable ConversationId id, @RequestParam @Min(1) @Max(5000) int most) {
        return new Room(
                jdbc.sql(SIZE).params(id.value(), most).query(Integer.class).single());
    }
}
