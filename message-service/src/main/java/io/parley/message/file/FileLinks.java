package io.parley.message.file;

import io.parley.contracts.FileId;
import io.parley.contracts.PersonId;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.stereotype.Repository;

/// What messages have to do with files, asked and told in batches.
@Repository
public class FileLinks {

    /// Own ones, and those that a message shows to the sender where they are a member now: forwarding needs no more.
    private static final String SENDABLE = """
            SELECT DISTINCT k.file_id, k.person_id
            FROM unnest(?, ?) AS k (file_id, person_id)
            JOIN file f ON f.file_id = k.file_id AND f.state = 'complete'
            WHERE f.owner_id = k.person_id OR EXISTS (
                SELECT FROM file_link l
                JOIN member p ON p.conversation_id = l.conversation_id AND p.person_id = k.person_id
                    AND p.until_seq IS NULL AND l.seq >= p.visible_from
                WHERE l.file_id = f.file_id AND NOT EXISTS (
                    SELECT FROM message r WHERE r.conversation_id = l.conversation_id
                        AND r.message_id = l.message_id AND r.change = 'recalled'))
            """;

    private static final String KEEP = "UPDATE file SET expires_at_ms = NULL WHERE file_id = ANY (?)";

    private static final String LINK = """
            INSERT INTO file_link (file_id, conversation_id, message_id, seq)
            SELECT * FROM unnest(?, ?, ?, ?)
            """;

    private final JdbcClient jdbc;

    public FileLinks(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Those of the uses that are allowed.
    public Set<FileUse> sendable(Collection<FileUse> uses) {
        return new HashSet<>(jdbc.sql(SENDABLE)
                .param(uuids(uses.stream().map(use -> use.file().value()).toList()))
                .param(uuids(uses.stream().map(use -> use.sender().value()).toList()))
                .query((row, _) -> new FileUse(
                        new FileId(row.getObject("file_id", UUID.class)),
                        new PersonId(row.getObject("person_id", UUID.class))))
                .list());
    }

    /// Within the transaction of the messages. From now on the files stay.
    ///
    /// @throws OptimisticLockingFailureException when a file was deleted since it was asked for
    public void link(List<FileLink> links) {
        List<UUID> files = links.stream().map(link -> link.file().value()).toList();
        List<UUID> distinct = files.stream().distinct().sorted().toList();
        int kept = jdbc.sql(KEEP).param(uuids(distinct)).update();
        if (kept != distinct.size()) {
            throw new OptimisticLockingFailureException(
                    "file.linked: " + kept + " (expected: " + distinct.size() + ", none deleted meanwhile)");
        }
        jdbc.sql(LINK)
                .param(uuids(files))
                .param(uuids(
                        links.stream().map(link -> link.conversation().value()).toList()))
                .param(uuids(links.stream().map(link -> link.message().value()).toList()))
                .param(new SqlArrayValue(
                        "int8", links.stream().map(FileLink::seq).toArray()))
                .update();
    }

    private static SqlArrayValue uuids(List<UUID> ids) {
        return new SqlArrayValue("uuid", ids.toArray());
    }
}
