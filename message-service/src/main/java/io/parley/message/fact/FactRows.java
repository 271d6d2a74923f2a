package io.parley.message.fact;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.parley.contracts.Ids;
import io.parley.contracts.event.Edited;
import io.parley.contracts.event.MemberRemoved;
import io.parley.contracts.event.MembersAdded;
import io.parley.contracts.event.MessageAccepted;
import io.parley.contracts.event.Opened;
import io.parley.contracts.event.Posted;
import io.parley.contracts.event.PropertiesChanged;
import io.parley.contracts.event.Purged;
import io.parley.contracts.event.Reacted;
import io.parley.contracts.event.Recalled;
import io.parley.contracts.event.RoleChanged;
import io.parley.contracts.event.Sealed;
import java.sql.ResultSet;
import java.sql.SQLDataException;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;

/// Reads stored facts back as the events they were published as.
public final class FactRows implements RowMapper<Fact> {

    /// Of `message m` joined with its `conversation c`.
    public static final String COLUMNS = """
            m.conversation_id, m.seq, m.command_id, m.message_id, m.sender_id, m.accepted_at_ms, m.change, m.key_id,
            m.ciphertext, m.content_type, m.fingerprint, m.reply_to, m.people, m.thread_id,
            m.detail, c.kind, c.title, c.region
            """;

    @Override
    public Fact mapRow(ResultSet row, int rowNumber) throws SQLException {
        MessageAccepted.Builder event = MessageAccepted.newBuilder()
                .setConversationId(id(row, "conversation_id"))
                .setSeq(row.getLong("seq"))
                .setCommandId(id(row, "command_id"))
                .setMessageId(id(row, "message_id"))
                .setSenderId(id(row, "sender_id"))
                .setAcceptedAtMs(row.getLong("accepted_at_ms"))
                .setRegion(row.getString("region"));
        change(event, row);
        detail(event, row.getBytes("detail"));
        return new Fact(event.build(), new Fingerprint(ByteString.copyFrom(row.getBytes("fingerprint"))));
    }

    private static void detail(MessageAccepted.Builder event, byte @Nullable [] detail) throws SQLException {
        try {
            Detail.merge(event, detail);
        } catch (InvalidProtocolBufferException unreadable) {
            throw new SQLDataException("message.detail: unreadable (expected: the change as protobuf)", unreadable);
        }
    }

    private static void change(MessageAccepted.Builder event, ResultSet row) throws SQLException {
        switch (Change.of(row.getString("change"))) {
            case OPENED -> event.setOpened(opened(row));
            case POSTED -> event.setPosted(posted(row));
            case EDITED ->
                event.setEdited(
                        Edited.newBuilder().setContent(content(row)).setContentType(row.getString("content_type")));
            case RECALLED -> event.setRecalled(Recalled.getDefaultInstance());
            case MEMBERS_ADDED ->
                event.setMembersAdded(MembersAdded.newBuilder().addAllPersonIds(people(row)));
            case MEMBER_REMOVED ->
                event.setMemberRemoved(
                        MemberRemoved.newBuilder().setPersonId(people(row).getFirst()));
            case REACTED -> event.setReacted(Reacted.getDefaultInstance());
            case ROLE_CHANGED -> event.setRoleChanged(RoleChanged.getDefaultInstance());
            case PURGED -> event.setPurged(Purged.getDefaultInstance());
            case PROPERTIES_CHANGED -> event.setPropertiesChanged(PropertiesChanged.getDefaultInstance());
        }
    }

    private static Opened.Builder opened(ResultSet row) throws SQLException {
        return Opened.newBuilder()
                .setKind(Kind.stored(row.getString("kind")).event())
                .setTitle(row.getString("title"))
                .addAllMemberIds(people(row));
    }

    private static Posted.Builder posted(ResultSet row) throws SQLException {
        return Posted.newBuilder()
                .setContent(content(row))
                .setReplyTo(id(row, "reply_to"))
                .addAllMentions(people(row))
                .setThreadId(id(row, "thread_id"))
                .setContentType(row.getString("content_type"));
    }

    private static Sealed.Builder content(ResultSet row) throws SQLException {
        return Sealed.newBuilder()
                .setKeyId(id(row, "key_id"))
                .setCiphertext(ByteString.copyFrom(row.getBytes("ciphertext")));
    }

    private static List<ByteString> people(ResultSet row) throws SQLException {
        byte @Nullable [] people = row.getBytes("people");
        return people == null ? List.of() : PeopleBytes.split(people);
    }

    private static ByteString id(ResultSet row, String column) throws SQLException {
        UUID id = row.getObject(column, UUID.class);
        return id == null ? ByteString.EMPTY : Ids.bytes(id);
    }
}
