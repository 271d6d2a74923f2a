package io.parley.archive;

import com.google.protobuf.ByteString;
import io.parley.contracts.ConversationId;
import io.parley.contracts.FileId;
import io.parley.contracts.Ids;
import io.parley.contracts.KeyId;
import io.parley.contracts.MessageId;
import io.parley.contracts.PersonId;
import io.parley.contracts.Topics;
import io.parley.contracts.event.ConversationKind;
import io.parley.contracts.event.Edited;
import io.parley.contracts.event.MemberRemoved;
import io.parley.contracts.event.MemberRole;
import io.parley.contracts.event.MembersAdded;
import io.parley.contracts.event.MessageAccepted;
import io.parley.contracts.event.Opened;
import io.parley.contracts.event.Posted;
import io.parley.contracts.event.PropertiesChanged;
import io.parley.contracts.event.Reacted;
import io.parley.contracts.event.Recalled;
import io.parley.contracts.event.RoleChanged;
import io.parley.contracts.event.Sealed;
import io.parley.platform.keys.ContentAad;
import io.parley.platform.keys.DataKey;
import io.parley.platform.keys.DataKeys;
import io.parley.platform.keys.KeyPurpose;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.core.KafkaTemplate;
import tools.jackson.databind.json.JsonMapper;

/// Plays message-service's part for one conversation: hands out numbers and publishes facts.
final class Conversation {

    private final ConversationId id = ConversationId.next();
    private final List<MessageAccepted> published = new ArrayList<>();
    private final KafkaTemplate<byte[], byte[]> kafka;
    private final DataKeys keys;
    private long seq;

    Conversation(KafkaTemplate<byte[], byte[]> kafka, DataKeys keys) {
        this.kafka = kafka;
        this.keys = keys;
    }

    ConversationId id() {
        return id;
    }

    long lastSeq() {
        return seq;
    }

    Conversation open(PersonId... members) {
        return openTitled("", members);
    }

    Conversation openTitled(String title, PersonId... members) {
        Opened opened = Opened.newBuilder()
                .setKind(ConversationKind.GROUP)
                .setTitle(title)
                .setOwnerId(members[0].bytes())
                .addAllMemberIds(List.of(members).stream().map(PersonId::bytes).toList())
                .build();
        publish(fact(0, Ids.next(), null, members[0]).setOpened(opened).build());
        return this;
    }

    MessageId post(PersonId author, String text) {
        return post(
                author, "{\"type\":\"text\",\"text\":" + JsonMapper.shared().writeValueAsString(text) + "}", "text");
    }

    MessageId post(PersonId author, String json, String type) {
        return post(author, json, type, List.of());
    }

    MessageId postFiles(PersonId author, FileId... files) {
        return post(author, "{\"type\":\"file\",\"fileId\":\"" + files[0] + "\"}", "file", List.of(files));
    }

    private MessageId post(PersonId author, String json, String type, List<FileId> files) {
        UUID version = Ids.next();
        Posted posted = Posted.newBuilder()
                .setContent(seal(author, version, json))
                .setContentType(type)
                .addAllFileIds(files.stream().map(FileId::bytes).toList())
                .build();
        publish(fact(++seq, version, null, author).setPosted(posted).build());
        return new MessageId(version);
    }

    void postUnderALostKey(PersonId author) {
        Sealed sealed = Sealed.newBuilder()
                .setKeyId(KeyId.next().bytes())
                .setCiphertext(ByteString.copyFromUtf8("nobody can open this"))
                .build();
        Posted posted =
                Posted.newBuilder().setContent(sealed).setContentType("text").build();
        publish(fact(++seq, Ids.next(), null, author).setPosted(posted).build());
    }

    void edit(PersonId author, MessageId message, String text) {
        UUID version = Ids.next();
        String json = "{\"type\":\"text\",\"text\":" + JsonMapper.shared().writeValueAsString(text) + "}";
        Edited edited = Edited.newBuilder()
                .setContent(seal(author, version, json))
                .setContentType("text")
                .build();
        publish(fact(++seq, version, message, author).setEdited(edited).build());
    }

    void recall(PersonId author, MessageId message) {
        publish(fact(++seq, Ids.next(), message, author)
                .setRecalled(Recalled.getDefaultInstance())
                .build());
    }

    void react(PersonId by, MessageId message, String emoji, boolean removed) {
        publish(fact(++seq, Ids.next(), message, by)
                .setReacted(Reacted.newBuilder().setEmoji(emoji).setRemoved(removed))
                .build());
    }

    void rename(PersonId by, String title) {
        publish(fact(++seq, Ids.next(), null, by)
                .setPropertiesChanged(PropertiesChanged.newBuilder().setTitle(title))
                .build());
    }

    void setRole(PersonId by, PersonId person, MemberRole role) {
        publish(fact(++seq, Ids.next(), null, by)
                .setRoleChanged(
                        RoleChanged.newBuilder().setPersonId(person.bytes()).setRole(role))
                .build());
    }

    void add(PersonId by, PersonId person) {
        MembersAdded added =
                MembersAdded.newBuilder().addPersonIds(person.bytes()).build();
        publish(fact(++seq, Ids.next(), null, by).setMembersAdded(added).build());
    }

    void remove(PersonId by, PersonId person) {
        MemberRemoved removed =
                MemberRemoved.newBuilder().setPersonId(person.bytes()).build();
        publish(fact(++seq, Ids.next(), null, by).setMemberRemoved(removed).build());
    }

    /// A number is taken and its fact does not arrive yet.
    Runnable addLater(PersonId by, PersonId person) {
        MembersAdded added =
                MembersAdded.newBuilder().addPersonIds(person.bytes()).build();
        MessageAccepted late =
                fact(++seq, Ids.next(), null, by).setMembersAdded(added).build();
        return () -> send(late);
    }

    void publishAllAgain(boolean asRepeatedCommands) {
        published.forEach(fact ->
                send(fact.toBuilder().setRepeatedCommand(asRepeatedCommands).build()));
    }

    private MessageAccepted.Builder fact(long number, UUID command, @Nullable MessageId target, PersonId sender) {
        Instant acceptedAt = Time.next();
        return MessageAccepted.newBuilder()
                .setConversationId(id.bytes())
                .setSeq(number)
                .setCommandId(Ids.bytes(command))
                .setMessageId(target == null ? Ids.bytes(command) : target.bytes())
                .setSenderId(sender.bytes())
                .setAcceptedAtMs(acceptedAt.toEpochMilli())
                .setRegion("eu");
    }

    private Sealed seal(PersonId author, UUID version, String json) {
        DataKey key = keys.current(author, KeyPurpose.MESSAGE);
        byte[] sealed = key.seal(json.getBytes(StandardCharsets.UTF_8), ContentAad.of(version, id, "eu"));
        return Sealed.newBuilder()
                .setKeyId(key.id().bytes())
                .setCiphertext(ByteString.copyFrom(sealed))
                .build();
    }

    private void publish(MessageAccepted fact) {
        published.add(fact);
        send(fact);
    }

    private void send(MessageAccepted fact) {
        kafka.send(Topics.MESSAGE_ACCEPTED, Ids.array(id.value()), fact.toByteArray())
                .join();
    }
}
