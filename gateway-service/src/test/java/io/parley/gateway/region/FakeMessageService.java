package io.parley.gateway.region;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
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
import io.parley.contracts.event.MessageRun;
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
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import tools.jackson.databind.json.JsonMapper;

/// message-service as far as a gateway sees it: numbers what is submitted, keeps it, publishes it, tells it again.
public final class FakeMessageService {

    private final Map<ConversationId, Conversation> conversations = new ConcurrentHashMap<>();
    private final Map<ByteString, MessageAccepted> byCommand = new ConcurrentHashMap<>();
    private final List<PersonId> gone = new CopyOnWriteArrayList<>();
    private final List<ReceiptMarked> marks = new CopyOnWriteArrayList<>();
    private KafkaProducer<byte[], byte[]> producer;
    private String kafka;
    private final HttpServer http;

    private volatile boolean publishing = true;
    private volatile boolean deciding = true;

    /// One conversation: its members and all that happened in it.
    private static final class Conversation {
        private final Set<PersonId> members = ConcurrentHashMap.newKeySet();
        private final List<MessageAccepted> facts = new CopyOnWriteArrayList<>();
        private volatile long purges;
    }

    private FakeMessageService() throws IOException {
        this.http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        http.createContext("/", this::answer);
        http.start();
    }

    public static FakeMessageService start() {
        try {
            return new FakeMessageService();
        } catch (IOException failed) {
            throw new UncheckedIOException("fake message-service did not start", failed);
        }
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
        return "http://localhost:" + http.getAddress().getPort();
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
        Conversation conversation = conversations.get(id);
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
        Conversation conversation = new Conversation();
        conversation.members.addAll(List.of(members));
        conversations.put(id, conversation);
        return id;
    }

    public void open(ConversationId id, PersonId... members) {
        Conversation conversation = new Conversation();
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
        Conversation conversation = conversations.get(id);
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

    private MessageAccepted accept(Conversation conversation, MessageSubmitted wish) {
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

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            if (path.endsWith("/run")) {
                run(exchange, ConversationId.parse(path.split("/")[3]));
            } else if (path.endsWith("/members")) {
                members(exchange, ConversationId.parse(path.split("/")[3]));
            } else if (path.equals("/internal/standings")) {
                send(
                        exchange,
                        200,
                        standings(new String(exchange.getRequestBody().readAllBytes(), UTF_8)));
            } else if (path.endsWith("/size")) {
                send(
                        exchange,
                        200,
                        "{\"members\":"
                                + conversations
                                        .get(ConversationId.parse(path.split("/")[3]))
                                        .members
                                        .size() + "}");
            } else {
                send(
                        exchange,
                        200,
                        "{\"path\":\"" + path + "\",\"authorized\":"
                                + exchange.getRequestHeaders().containsKey("Authorization") + "}");
            }
        }
    }

    /// The ids of `{"personIds": [...]}`.
    static Stream<PersonId> people(String asked) {
        return JsonMapper.shared()
                .readTree(asked)
                .get("personIds")
                .valueStream()
                .map(id -> PersonId.parse(id.asString()));
    }

    private String standings(String asked) {
        return people(asked)
                .map(person -> "{\"personId\":\"%s\",\"conversations\":[%s]}".formatted(person, standings(person)))
                .collect(Collectors.joining(",", "[", "]"));
    }

    private String standings(PersonId person) {
        return conversations.entrySet().stream()
                .filter(entry -> entry.getValue().members.contains(person))
                .map(entry -> "{\"conversationId\":\"%s\",\"lastSeq\":%d,\"readSeq\":0,\"purges\":%d}"
                        .formatted(entry.getKey(), entry.getValue().facts.size(), entry.getValue().purges))
                .collect(Collectors.joining(","));
    }

    private void members(HttpExchange exchange, ConversationId id) throws IOException {
        String ids = conversations.get(id).members.stream()
                .map(member -> "\"" + member + "\"")
                .collect(Collectors.joining(","));
        send(exchange, 200, "{\"conversationId\":\"" + id + "\",\"memberIds\":[" + ids + "]}");
    }

    private void run(HttpExchange exchange, ConversationId id) throws IOException {
        Map<String, String> query = List.of(exchange.getRequestURI().getQuery().split("&")).stream()
                .map(part -> part.split("=", 2))
                .collect(Collectors.toMap(part -> part[0], part -> part[1]));
        Conversation conversation = conversations.get(id);
        if (!conversation.members.contains(PersonId.parse(query.get("personId")))) {
            send(exchange, 404, "{}");
            return;
        }
        List<MessageAccepted> facts = new ArrayList<>(conversation.facts);
        int after = (int) Math.min(Long.parseLong(query.get("after")), facts.size());
        int to = Math.min(after + Integer.parseInt(query.get("limit")), facts.size());
        byte[] body = MessageRun.newBuilder()
                .addAllItems(facts.subList(after, to).stream()
                        .map(fact -> shown(fact, facts))
                        .toList())
                .build()
                .toByteArray();
        exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
        exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    /// Without the content of a message that was recalled since.
    private static MessageAccepted shown(MessageAccepted fact, List<MessageAccepted> facts) {
        boolean recalled = fact.hasPosted()
                && facts.stream()
                        .anyMatch(other ->
                                other.hasRecalled() && other.getMessageId().equals(fact.getMessageId()));
        return recalled
                ? fact.toBuilder()
                        .setPosted(fact.getPosted().toBuilder().clearContent())
                        .build()
                : fact;
    }

    private static void send(HttpExchange exchange, int status, String json) throws IOException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }
}
