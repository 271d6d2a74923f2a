package io.parley.message.sequence;

import com.google.protobuf.ByteString;
import io.parley.contracts.Ids;
import io.parley.contracts.event.Edited;
import io.parley.contracts.event.MessageAccepted;
import io.parley.contracts.event.Posted;
import io.parley.contracts.event.Sealed;
import io.parley.message.fact.Detail;
import io.parley.message.fact.Fact;
import io.parley.message.fact.PeopleBytes;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;

/// The facts of a batch turned into one array per column, so that one statement inserts them all.
final class FactColumns {

    /// Inserts what [#bind] gives it.
    static final String INSERT = """
            INSERT INTO message (conversation_id, seq, command_id, message_id, sender_id, accepted_at_ms, change, key_id,
                ciphertext, content_type, fingerprint, reply_to, people, thread_id, detail)
            SELECT * FROM unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;

    private final int size;
    private final UUID[] conversationIds;
    private final Long[] seqs;
    private final UUID[] commandIds;
    private final UUID[] messageIds;
    private final UUID[] senderIds;
    private final Long[] acceptedAt;
    private final String[] changes;
    private final @Nullable UUID[] keyIds;
    private final byte[] @Nullable [] ciphertexts;
    private final @Nullable String[] contentTypes;
    private final byte[][] fingerprints;
    private final @Nullable UUID[] replyTo;
    private final byte[] @Nullable [] people;

    private final @Nullable UUID[] threadIds;
    private final byte[] @Nullable [] details;

    FactColumns(List<Fact> facts) {
        size = facts.size();
        conversationIds = new UUID[size];
        seqs = new Long[size];
        commandIds = new UUID[size];
        messageIds = new UUID[size];
        senderIds = new UUID[size];
        acceptedAt = new Long[size];
        changes = new String[size];
        keyIds = new UUID[size];
        ciphertexts = new byte[size][];
        contentTypes = new String[size];
        fingerprints = new byte[size][];
        replyTo = new UUID[size];
        people = new byte[size][];
        threadIds = new UUID[size];
        details = new byte[size][];
        for (int row = 0; row < size; row++) {
            set(row, facts.get(row));
        }
    }

    /// Runs a statement that ends with [#INSERT] and what `tail` binds.
    void insert(JdbcClient.StatementSpec insertion, UnaryOperator<JdbcClient.StatementSpec> tail) {
        int inserted = tail.apply(bind(insertion)).update();
        if (inserted != size) {
            throw new StaleOwnerException("message.inserted", inserted, size);
        }
    }

    private JdbcClient.StatementSpec bind(JdbcClient.StatementSpec insertion) {
        return insertion
                .param(new SqlArrayValue("uuid", (Object[]) conversationIds))
                .param(new SqlArrayValue("int8", (Object[]) seqs))
                .param(new SqlArrayValue("uuid", (Object[]) commandIds))
                .param(new SqlArrayValue("uuid", (Object[]) messageIds))
                .param(new SqlArrayValue("uuid", (Object[]) senderIds))
                .param(new SqlArrayValue("int8", (Object[]) acceptedAt))
                .param(new SqlArrayValue("text", (Object[]) changes))
                .param(new SqlArrayValue("uuid", (Object[]) keyIds))
                .param(new SqlArrayValue("bytea", (Object[]) ciphertexts))
                .param(new SqlArrayValue("text", (Object[]) contentTypes))
                .param(new SqlArrayValue("bytea", (Object[]) fingerprints))
                .param(new SqlArrayValue("uuid", (Object[]) replyTo))
                .param(new SqlArrayValue("bytea", (Object[]) people))
                .param(new SqlArrayValue("uuid", (Object[]) threadIds))
                .param(new SqlArrayValue("bytea", (Object[]) details));
    }

    private void set(int row, Fact fact) {
        MessageAccepted event = fact.event();
        conversationIds[row] = Ids.uuid(event.getConversationId());
        seqs[row] = event.getSeq();
        commandIds[row] = Ids.uuid(event.getCommandId());
        messageIds[row] = Ids.uuid(event.getMessageId());
        senderIds[row] = Ids.uuid(event.getSenderId());
        acceptedAt[row] = event.getAcceptedAtMs();
        changes[row] = fact.change().code();
        fingerprints[row] = fact.fingerprint().bytes().toByteArray();
        change(row, event);
        details[row] = Detail.of(event);
    }

    private void change(int row, MessageAccepted event) {
        switch (event.getChangeCase()) {
            case POSTED -> posted(row, event.getPosted());
            case EDITED -> edited(row, event.getEdited());
            case OPENED -> people(row, event.getOpened().getMemberIdsList());
            case MEMBERS_ADDED -> people(row, event.getMembersAdded().getPersonIdsList());
            case MEMBER_REMOVED -> people(row, List.of(event.getMemberRemoved().getPersonId()));
            case RECALLED, REACTED, ROLE_CHANGED, PROPERTIES_CHANGED, PURGED, CHANGE_NOT_SET -> {}
        }
    }

    private void posted(int row, Posted posted) {
        content(row, posted.getContent(), posted.getContentType());
        replyTo[row] = posted.getReplyTo().isEmpty() ? null : Ids.uuid(posted.getReplyTo());
        people(row, posted.getMentionsList());
        threadIds[row] = posted.getThreadId().isEmpty() ? null : Ids.uuid(posted.getThreadId());
    }

    private void edited(int row, Edited edited) {
        content(row, edited.getContent(), edited.getContentType());
    }

    private void content(int row, Sealed content, String type) {
        keyIds[row] = Ids.uuid(content.getKeyId());
        ciphertexts[row] = content.getCiphertext().toByteArray();
        contentTypes[row] = type;
    }

    private void people(int row, List<ByteString> ids) {
        people[row] = ids.isEmpty() ? null : PeopleBytes.join(ids);
    }
}
