package io.parley.archive.reading;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Reads marks: they are cumulative, so a message has what the first mark at or beyond its number says.
@Repository
class ReceiptShelf {

    private static final String OF_MESSAGE = """
            SELECT person_id, min(at), min(at) FILTER (WHERE read_seq >= :seq) FROM receipt
            WHERE conversation_id = :conversation AND delivered_seq >= :seq AND at < :to
            GROUP BY person_id ORDER BY person_id
            """;

    private final JdbcClient jdbc;

    ReceiptShelf(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// @param to later marks are beyond the grant
    List<ReceiptView.Item> of(UUID conversation, long seq, Instant to) {
        return jdbc.sql(OF_MESSAGE)
                .param("conversation", conversation)
                .param("seq", seq)
                .param("to", to.atOffset(ZoneOffset.UTC))
                .query((row, n) -> new ReceiptView.Item(
                        row.getObject(1, UUID.class),
                        row.getTimestamp(2).toInstant(),
                        row.getTimestamp(3) == null ? null : row.getTimestamp(3).toInstant()))
                .list();
    }
}
