package io.parley.gateway.region;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.parley.contracts.ConversationId;
import io.parley.contracts.Ids;
import io.parley.contracts.PersonId;
import io.parley.contracts.Topics;
import io.parley.contracts.event.ConversationKind;
import io.parley.contracts.event.Edited;
import io.parley.contracts.event.MemberRemoved;
import io.parley.contracts.event.MembersAdded;
import io.parley.contracts.event.MessageAccepted;
import io.parley.contracts.event.MessageRejected;
import io.parley.contracts.event.MessageSubmitted;
import io.parley.contracts.event.MessagesPurged;
import io.parley.contracts.event.Opened;
import io.parley.contracts.event.Posted;
import io.parley.contracts.event.Purged;
import io.parley.contracts.event.PurgedRun;
import io.parley.contracts.event.Recalled;
import io.parley.contracts.event.ReceiptMarked;
import io.parley.contracts.event.ReceiptMoved;
import io.parley.contracts.event.ReceiptNews;
import io.parley.contracts.event.SessionChanged;
import io.parley.contracts.event.SessionState;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// message-service as far as a gateway sees it: numbers what is submitted, keeps it, publishes it, tells it again.
public final class FakeMessageService {

    private final Map<ConversationId, Talk> conversations = new ConcurrentHashMap<>();
    private final Map<ByteString, MessageAccepted> byCommand = new ConcurrentHashMap<>();
    private final List<PersonId> gone = new CopyOnWriteArrayList<>();
    private final List<ReceiptMarked> marks = new CopyOnWriteArrayList<>();
    private KafkaProducer<byte[], byte[]> producer;
    private String kafka;
    private final FakeMessageApi api = FakeMessageApi.start(conversations);

    private volatile boolean publishing = true;
    private volatile boolean deciding = true;

    private FakeMessageService() {}

    public static FakeMessageService start() {
        return new FakeMessageService();
    }

    /// Begins to decide. All contexts of a JVM share one broker, so once is enough.
    public synchronized void connect(String broker) {
        if (producer == null) {
            kafka = broker;
            producer = new KafkaProducer<>(
                    Map.<String, Object>of("bootstrap.servers", broker, "linger.ms", 0),
                    new ByteArraySerializer(),
                    new ByteArraySerializer());
            Thread.ofPlatform().daemon().name("fake-sequencer").start(this::sequence);
        }
    }

    public String address() {
        return api.address();
    }

    /// What is accepted meanwhile is kept but not published: a gap for those who listen.
    public void publish(boolean on) {
        publishing = on;
    }

    /// What is submitted meanwhile stays undecided for good.
    public void decide(boolean on) {
        deciding = on;
    }

    /// Destroys one fact, as retention has it done, and tells of it.
    public void purge(ConversationId id, long seq) {
        Talk conversation = conversations.get(id);
        MessageAccepted fact = conversation.facts.get((int) seq - 1);
        conversation.facts.set(
                (int) seq - 1,
                fact.toBuilder()
                        .setSenderId(ByteString.copyFrom(new byte[16]))
                        .setPurged(Purged.getDefaultInstance())
                        .build());
        long before = conversation.purges++;
        MessagesPurged told = MessagesPurged.newBuilder()
                .setConversationId(id.bytes())
                .setAfter(before)
                .addRuns(PurgedRun.newBuilder().setFirstSeq(seq).setLastSeq(seq))
                .build();
        producer.send(new ProducerRecord<>(Topics.MESSAGE_PURGED, id.bytes().toByteArray(), told.toByteArray()));
    }

    /// What the gateway said people have, as it came.
    public List<ReceiptMarked> marks(ConversationId conversation) {
        return marks.stream()
                .filter(mark -> mark.getConversationId().equals(conversation.bytes()))
                .toList();
    }

    public ConversationId conversation(PersonId... members) {
        ConversationId id = ConversationId.next();
        Talk conversation = new Talk();
        conversation.members.addAll(List.of(members));
        conversations.put(id, conversation);
        return id;
    }

    public void open(ConversationId id, PersonId... members) {
        Talk conversation = new Talk();
        conversation.members.addAll(List.of(members));
        conversations.put(id, conversation);
        var opened = Opened.newBuilder().setKind(ConversationKind.GROUP).setTitle("a title");
        List.of(members).forEach(member -> opened.addMemberIds(member.bytes()));
        send(fact(id, 0, members[0]).setOpened(opened).build(), Topics.CHANGE_MEMBERSHIP);
    }

    public void add(ConversationId id, PersonId by, PersonId person) {
        conversations.get(id).members.add(person);
        publish(
                id,
                fact(id, next(id), by)
                        .setMembersAdded(MembersAdded.newBuilder().addPersonIds(person.bytes()))
                        .build());
    }

    public void remove(ConversationId id, PersonId by, PersonId person) {
        conversations.get(id).members.remove(person);
        publish(
                id,
                fact(id, next(id), by)
                        .setMemberRemoved(MemberRemoved.newBuilder().setPersonId(person.bytes()))
                        .build());
    }

    /// A membership fact told once more, as after a crash.
    public void tellAgain(ConversationId id, long seq) {
        send(conversations.get(id).facts.get((int) seq - 1), Topics.CHANGE_MEMBERSHIP);
    }

    public int size(ConversationId id) {
        return conversations.get(id).facts.size();
    }

    /// How many sessions of a person the gateway has reported as ended.
    public long sessionsGone(PersonId person) {
        return gone.stream().filter(person::equals).count();
    }

    private void publish(ConversationId id, MessageAccepted fact) {
        conversations.get(id).facts.add(fact);
        send(fact, Topics.CHANGE_MEMBERSHIP);
    }

    private long next(ConversationId id) {
        return conversations.get(id).facts.size() + 1L;
    }

    private static MessageAccepted.Builder fact(ConversationId id, long seq, PersonId by) {
        ByteString command = Ids.bytes(Ids.next());
        return MessageAccepted.newBuilder()
                .setConversationId(id.bytes())
                .setSeq(seq)
                .setCommandId(command)
                .setMessageId(command)
                .setSenderId(by.bytes())
                .setAcceptedAtMs(System.currentTimeMillis())
                .setRegion("eu");
    }

    private void sequence() {
        try (var consumer = new KafkaConsumer<>(
                Map.<String, Object>of(
                        "bootstrap.servers", kafka, "group.id", "fake-" + Ids.next(), "auto.offset.reset", "earliest"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.subscribe(List.of(Topics.MESSAGE_SUBMITTED, Topics.SESSION_CHANGED, Topics.RECEIPT));
            while (!Thread.currentThread().isInterrupted()) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(50))) {
                    take(record);
                }
            }
        } catch (InvalidProtocolBufferException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> record) throws InvalidProtocolBufferException {
        if (record.topic().equals(Topics.MESSAGE_SUBMITTED)) {
            decide(record);
            return;
        }
        if (record.topic().equals(Topics.RECEIPT)) {
            ReceiptMarked mark = ReceiptMarked.parseFrom(record.value());
            marks.add(mark);
            tell(moved(mark));
            return;
        }
        SessionChanged session = SessionChanged.parseFrom(record.value());
        if (session.getState() == SessionState.DISCONNECTED) {
            gone.add(PersonId.of(session.getPersonId()));
        }
    }

    private static ReceiptNews moved(ReceiptMarked mark) {
        return ReceiptNews.newBuilder()
                .setMoved(ReceiptMoved.newBuilder()
                        .setConversationId(mark.getConversationId())
                        .setPersonId(mark.getPersonId())
                        .setDeliveredSeq(mark.getDeliveredSeq())
                        .setReadSeq(mark.getReadSeq())
                        .setSessionId(mark.getSessionId()))
                .build();
    }

    public void tell(ReceiptNews news) {
        ByteString key = news.hasCounts()
                ? news.getCounts().getConversationId()
                : news.getMoved().getConversationId();
        producer.send(new ProducerRecord<>(Topics.RECEIPT_NEWS, key.toByteArray(), news.toByteArray()));
    }

    private void decide(ConsumerRecord<byte[], byte[]> record) throws InvalidProtocolBufferException {
        MessageSubmitted wish = MessageSubmitted.parseFrom(record.value());
        if (!deciding) {
            return;
        }
        ConversationId id = ConversationId.of(wish.getConversationId());
        Talk conversation = conversations.get(id);
        Header origin = record.headers().lastHeader(Topics.ORIGIN_HEADER);
        if (conversation == null || !conversation.members.contains(PersonId.of(wish.getSenderId()))) {
            reject(wish, "not-a-member", origin);
            return;
        }
        MessageAccepted known = byCommand.get(wish.getCommandId());
        MessageAccepted fact = known == null
                ? accept(conversation, wish)
                : known.toBuilder().setRepeatedCommand(true).build();
        if (publishing || known != null) {
            send(fact, Topics.CHANGE_CONTENT, origin);
        }
    }

    private MessageAccepted accept(Talk conversation, MessageSubmitted wish) {
        MessageAccepted.Builder fact = fact(
                        ConversationId.of(wish.getConversationId()),
                        conversation.facts.size() + 1L,
                        PersonId.of(wish.getSenderId()))
                .setCommandId(wish.getCommandId());
        switch (wish.getActionCase()) {
            case POST ->
                fact.setMessageId(wish.getCommandId())
                        .setPosted(Posted.newBuilder()
                                .setContent(wish.getPost().getContent())
                                .setReplyTo(wish.getPost().getReplyTo())
                                .addAllMentions(wish.getPost().getMentionsList())
                                .setContentType(wish.getPost().getContentType()));
            case EDIT ->
                fact.setMessageId(wish.getEdit().getMessageId())
                        .setEdited(Edited.newBuilder().setContent(wish.getEdit().getContent()));
            case RECALL ->
                fact.setMessageId(wish.getRecall().getMessageId()).setRecalled(Recalled.getDefaultInstance());
            default -> throw new IllegalStateException("not for this fake: " + wish.getActionCase());
        }
        MessageAccepted accepted = fact.build();
        byCommand.put(wish.getCommandId(), accepted);
        conversation.facts.add(accepted);
        return accepted;
    }

    private void reject(MessageSubmitted wish, String code, Header origin) {
        MessageRejected refusal = MessageRejected.newBuilder()
                .setCommandId(wish.getCommandId())
                .setConversationId(wish.getConversationId())
                .setCode(code)
                .build();
        var record = new ProducerRecord<>(
                Topics.MESSAGE_REJECTED, wish.getConversationId().toByteArray(), refusal.toByteArray());
        record.headers().add(origin);
        producer.send(record);
    }

    private void send(MessageAccepted fact, String change, Header... more) {
        var record = new ProducerRecord<>(
                Topics.MESSAGE_ACCEPTED, fact.getConversationId().toByteArray(), fact.toByteArray());
        record.headers().add(Topics.CHANGE_HEADER, change.getBytes(StandardCharsets.UTF_8));
        List.of(more).forEach(record.headers()::add);
        producer.send(record);
    }
}
