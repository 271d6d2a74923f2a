package io.parley.message.receipt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.parley.contracts.ConversationId;
import io.parley.contracts.Ids;
import io.parley.contracts.PersonId;
import io.parley.contracts.Topics;
import io.parley.contracts.event.ReceiptCounts;
import io.parley.contracts.event.ReceiptMarked;
import io.parley.contracts.event.ReceiptMoved;
import io.parley.contracts.event.ReceiptNews;
import io.parley.message.CallingTheApi;
import io.parley.platform.kafka.TopicTail;
import io.parley.testing.TestPeople;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ReceiptIT extends CallingTheApi {

    private static final String SAID = "{\"type\":\"text\",\"text\":\"hello\"}";

    private final List<ReceiptNews> news = new CopyOnWriteArrayList<>();
    private TopicTail tail;

    @BeforeEach
    void listen() {
        tail = tails.fromEnd(List.of(Topics.RECEIPT_NEWS), records -> records.forEach(this::hear));
        tail.start();
        await().until(tail::caughtUp);
    }

    @AfterEach
    void stop() {
        tail.stop();
    }

    private void hear(ConsumerRecord<byte[], byte[]> record) {
        try {
            news.add(ReceiptNews.parseFrom(record.value()));
        } catch (InvalidProtocolBufferException unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    @Test
    void keepsTheFurthestMarksAndTellsOnlyWhatMoved() {
        String room = roomWithThreeMessages();
        ByteString session = Ids.bytes(Ids.next());
        mark(room, bob, 2, 1, session);
        await().untilAsserted(() -> assertThat(moves(room)).hasSize(1));
        ReceiptMoved first = moves(room).getFirst();
        assertThat(first.getPersonId()).isEqualTo(bob.bytes());
        assertThat(first.getDeliveredSeq()).isEqualTo(2);
        assertThat(first.getReadSeq()).isEqualTo(1);
        assertThat(first.getSessionId()).isEqualTo(session);

        mark(room, bob, 1, 1, session);
        mark(room, bob, 0, 3, session);
        await().untilAsserted(() -> assertThat(moves(room)).hasSize(2));
        assertThat(moves(room).getLast().getDeliveredSeq())
                .as("what was read was delivered")
                .isEqualTo(3);
        assertThat(get(bobName, room(room)).body().get("readSeq").asLong()).isEqualTo(3);
    }

    @Test
    void neverGoesBeyondWhatExistsAndKnowsMembersOnly() {
        String room = roomWithThreeMessages();
        mark(room, carol, 3, 3, ByteString.EMPTY);
        mark(room, bob, 900, 900, ByteString.EMPTY);
        await().untilAsserted(() -> assertThat(moves(room)).hasSize(1));
        assertThat(moves(room).getFirst().getPersonId()).isEqualTo(bob.bytes());
        assertThat(moves(room).getFirst().getReadSeq()).isEqualTo(3);
    }

    @Test
    void survivesMarksThatBreakTheContract() {
        String room = roomWithThreeMessages();
        mark(room, bob, -1, 0, ByteString.EMPTY);
        TestPeople.send(
                Topics.RECEIPT,
                ConversationId.parse(room).bytes().toByteArray(),
                ReceiptMarked.newBuilder().setReadSeq(1).build().toByteArray());
        mark(room, bob, 1, 0, ByteString.EMPTY);
        await().untilAsserted(() -> assertThat(moves(room)).hasSize(1));
    }

    @Test
    void tellsReadMarksOfRestToo() {
        String room = roomWithThreeMessages();
        assertThat(put(bobName, room(room) + "/read", "{\"seq\":2}").status()).isEqualTo(204);
        assertThat(put(bobName, room(room) + "/read", "{\"seq\":1}").status()).isEqualTo(204);
        assertThat(put(bobName, room(room) + "/read", "{\"seq\":4}").status()).isEqualTo(400);
        assertThat(put(carolName, room(room) + "/read", "{\"seq\":1}").status()).isEqualTo(404);
        await().untilAsserted(() -> assertThat(moves(room)).hasSize(1));
        assertThat(moves(room).getFirst().getReadSeq()).isEqualTo(2);
    }

    @Test
    void handsReadMarksOfRestOnToWhoeverFollowsMarks() {
        String room = roomWithThreeMessages();
        List<ReceiptMarked> followed = new CopyOnWriteArrayList<>();
        TopicTail marks = tails.fromEnd(
                List.of(Topics.RECEIPT), records -> records.forEach(record -> followed.add(parsed(record.value()))));
        marks.start();
        try {
            await().until(marks::caughtUp);
            assertThat(put(bobName, room(room) + "/read", "{\"seq\":2}").status())
                    .isEqualTo(204);

            await().untilAsserted(() -> assertThat(followed)
                    .filteredOn(mark -> mark.getConversationId()
                            .equals(ConversationId.parse(room).bytes()))
                    .singleElement()
                    .satisfies(mark -> {
                        assertThat(mark.getPersonId()).isEqualTo(bob.bytes());
                        assertThat(mark.getReadSeq()).isEqualTo(2);
                        assertThat(mark.getAtMs()).isPositive();
                    }));
        } finally {
            marks.stop();
        }
    }

    private static ReceiptMarked parsed(byte[] value) {
        try {
            return ReceiptMarked.parseFrom(value);
        } catch (InvalidProtocolBufferException unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    @Test
    void showsMembersWhoHasAMessageAndNobodyElse() {
        String room = roomWithThreeMessages();
        put(bobName, room(room) + "/read", "{\"seq\":2}");
        JsonNode two = get(aliceName, room(room) + "/receipts?seq=2").body();
        assertThat(two.get("delivered").asInt()).isEqualTo(1);
        assertThat(two.get("read").asInt()).isEqualTo(1);
        assertThat(two.get("items")).hasSize(2);
        JsonNode newest = get(aliceName, room(room) + "/receipts").body();
        assertThat(newest.get("seq").asLong()).isEqualTo(3);
        assertThat(newest.get("read").asInt()).isZero();
        assertThat(newest.get("nextCursor").isNull()).isTrue();
        assertThat(get(carolName, room(room) + "/receipts").status()).isEqualTo(404);
        for (String bad : List.of("seq=4", "seq=-1", "seq=x", "after=%25", "limit=0")) {
            assertThat(get(aliceName, room(room) + "/receipts?" + bad).status())
                    .as(bad)
                    .isEqualTo(400);
        }
    }

    @Test
    void countsWhereManyTakePart() {
        PersonId[] crowd = new PersonId[33];
        for (int i = 0; i < crowd.length; i++) {
            crowd[i] = person(anyName("crowd"));
        }
        String room = open(crowd);
        say(room, alice, SAID);
        for (PersonId person : crowd) {
            mark(room, person, 1, person.equals(crowd[0]) ? 1 : 0, ByteString.EMPTY);
        }
        await().untilAsserted(() -> assertThat(counts(room)).isNotEmpty().last().satisfies(count -> {
            assertThat(count.getSeq()).isEqualTo(1);
            assertThat(count.getDelivered()).isEqualTo(33);
            assertThat(count.getRead()).isEqualTo(1);
        }));
        assertThat(moves(room)).isEmpty();
        assertThat(counts(room)).hasSizeLessThan(4);
        List<String> seen = new ArrayList<>();
        String next = "";
        while (next != null) {
            JsonNode page =
                    get(aliceName, room(room) + "/receipts?limit=10" + next).body();
            page.get("items").forEach(item -> seen.add(item.get("personId").asString()));
            next = page.get("nextCursor").isNull()
                    ? null
                    : "&after=" + page.get("nextCursor").asString();
        }
        assertThat(seen).hasSize(34).doesNotHaveDuplicates().isSorted();
    }

    private String roomWithThreeMessages() {
        String room = open(bob);
        for (int i = 0; i < 3; i++) {
            say(room, alice, SAID);
        }
        return room;
    }

    private static void mark(String room, PersonId person, long delivered, long read, ByteString session) {
        ByteString conversation = ConversationId.parse(room).bytes();
        TestPeople.send(
                Topics.RECEIPT,
                conversation.toByteArray(),
                ReceiptMarked.newBuilder()
                        .setConversationId(conversation)
                        .setPersonId(person.bytes())
                        .setDeliveredSeq(delivered)
                        .setReadSeq(read)
                        .setSessionId(session)
                        .build()
                        .toByteArray());
    }

    private List<ReceiptMoved> moves(String room) {
        return news.stream()
                .filter(ReceiptNews::hasMoved)
                .map(ReceiptNews::getMoved)
                .filter(moved ->
                        ConversationId.of(moved.getConversationId()).toString().equals(room))
                .toList();
    }

    private List<ReceiptCounts> counts(String room) {
        return news.stream()
                .filter(ReceiptNews::hasCounts)
                .map(ReceiptNews::getCounts)
                .filter(count ->
                        ConversationId.of(count.getConversationId()).toString().equals(room))
                .toList();
    }
}
