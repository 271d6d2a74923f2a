package io.parley.gateway.socket;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.parley.contracts.ConversationId;
import io.parley.contracts.Ids;
import io.parley.contracts.KeyId;
import io.parley.contracts.PersonId;
import io.parley.contracts.Topics;
import io.parley.contracts.event.MessageAccepted;
import io.parley.contracts.event.MessageRejected;
import io.parley.platform.kafka.ReadRecord;
import io.parley.platform.kafka.RecordReader;
import io.parley.platform.keys.DataKey;
import io.parley.platform.submission.Submissions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Takes what message-service decided, in its order, to the sessions here. Runs on the one thread of its topic tail.
///
/// A record that concerns nobody here is skipped undecoded. Any other is decoded, decrypted and encoded once, however
/// many sessions receive it. A record may come twice; each session's cursors see to it that it is shown once.
@Component
final class Deliveries {

    private final Sessions sessions;
    private final OwnCommands own;
    private final Submissions submissions;
    private final RecordReader reader;
    private final DeliveryKeys keys;
    private final Frames frames;

    Deliveries(
            Sessions sessions,
            OwnCommands own,
            Submissions submissions,
            RecordReader reader,
            DeliveryKeys keys,
            Frames frames) {
        this.sessions = sessions;
        this.own = own;
        this.submissions = submissions;
        this.reader = reader;
        this.keys = keys;
        this.frames = frames;
    }

    /// How facts become frames, and what is measured on the way.
    @Component
    record Frames(FactFrames facts, SocketMetrics metrics, Clock clock) {}

    void handle(List<ConsumerRecord<byte[], byte[]>> records) {
        List<ConsumerRecord<byte[], byte[]>> accepted = new ArrayList<>(records.size());
        List<ConsumerRecord<byte[], byte[]>> rejected = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            if (record.topic().equals(Topics.MESSAGE_ACCEPTED)) {
                addIfWanted(record, accepted);
            } else if (submissions.isMine(record)) {
                rejected.add(record);
            }
        }
        reader.read(rejected, MessageRejected.parser())
                .forEach(read -> submissions.rejected(read.record(), read.value()));
        deliver(reader.read(accepted, MessageAccepted.parser()));
    }

    private void addIfWanted(ConsumerRecord<byte[], byte[]> record, List<ConsumerRecord<byte[], byte[]>> wanted) {
        if (record.key() == null || record.key().length != 16) {
            return;
        }
        ConversationId conversation = new ConversationId(Ids.uuid(record.key()));
        sessions.touch(conversation);
        if (sessions.rooms().of(conversation).length > 0 || isMembership(record) || submissions.isMine(record)) {
            wanted.add(record);
        }
    }

    private static boolean isMembership(ConsumerRecord<byte[], byte[]> record) {
        return Topics.CHANGE_MEMBERSHIP.equals(ReadRecord.header(record, Topics.CHANGE_HEADER));
    }

    private void deliver(List<ReadRecord<MessageAccepted>> records) {
        Map<KeyId, DataKey> found =
                keys.of(records.stream().map(ReadRecord::value).toList());
        for (ReadRecord<MessageAccepted> read : records) {
            boolean mine = submissions.isMine(read.record());
            deliver(read.value(), mine ? own.find(read.value()) : null, found);
            // Behind the delivery: whoever hears `accepted` has the message, and may say at once that it is read.
            if (mine) {
                submissions.accepted(read.record(), read.value());
            }
        }
    }

    private void deliver(MessageAccepted fact, @Nullable Session sender, Map<KeyId, DataKey> found) {
        switch (fact.getChangeCase()) {
            case POSTED, EDITED, RECALLED, REACTED, ROLE_CHANGED, PROPERTIES_CHANGED -> content(fact, sender, found);
            case OPENED -> opened(fact);
            case MEMBERS_ADDED -> membersAdded(fact);
            case MEMBER_REMOVED -> memberRemoved(fact);
            case PURGED, CHANGE_NOT_SET -> {}
        }
    }

    private void content(MessageAccepted fact, @Nullable Session sender, Map<KeyId, DataKey> found) {
        Session[] listeners = sessions.rooms().of(conversation(fact));
        if (listeners.length == 0) {
            return;
        }
        if (keys.isMissing(fact, found)) {
            for (Session session : listeners) {
                session.offer(late -> late.behind(conversation(fact), fact.getSeq()));
            }
            return;
        }
        toAll(listeners, fact, frames.facts().frame(fact, found), sender);
    }

    private void toAll(Session[] listeners, MessageAccepted fact, byte[] json, @Nullable Session sender) {
        frames.metrics().lag(frames.clock().millis() - fact.getAcceptedAtMs());
        ByteBuf frame = WireFrames.text(ByteBufAllocator.DEFAULT, json);
        try {
            Delivery.toAll(listeners, new Delivery(conversation(fact), fact.getSeq(), frame, sender));
        } finally {
            frame.release();
        }
    }

    private void opened(MessageAccepted fact) {
        byte[] frame = frames.facts().frame(fact, Map.of());
        fact.getOpened()
                .getMemberIdsList()
                .forEach(member -> each(PersonId.of(member), session -> {
                    if (session.cursor(conversation(fact)) == null) {
                        session.write(frame);
                        session.attach(conversation(fact), 0);
                    }
                }));
    }

    /// The new members read on from this very number: history shows them the change itself first.
    private void membersAdded(MessageAccepted fact) {
        toAll(sessions.rooms().of(conversation(fact)), fact, frames.facts().frame(fact, Map.of()), null);
        fact.getMembersAdded()
                .getPersonIdsList()
                .forEach(member ->
                        each(PersonId.of(member), session -> session.attach(conversation(fact), fact.getSeq() - 1)));
    }

    private void memberRemoved(MessageAccepted fact) {
        byte[] frame = frames.facts().frame(fact, Map.of());
        each(PersonId.of(fact.getMemberRemoved().getPersonId()), session -> {
            if (session.detach(conversation(fact), fact.getSeq())) {
                session.write(frame);
            }
        });
        toAll(sessions.rooms().of(conversation(fact)), fact, frame, null);
    }

    private void each(PersonId person, java.util.function.Consumer<Session> change) {
        for (Session session : sessions.people().of(person)) {
            session.offer(here -> here.whenGreeted(change));
        }
    }

    private static ConversationId conversation(MessageAccepted fact) {
        return ConversationId.of(fact.getConversationId());
    }
}
