package io.parley.gateway.socket;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.google.protobuf.ByteString;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.parley.contracts.ConversationId;
import io.parley.contracts.ErrorCode;
import io.parley.contracts.Ids;
import io.parley.contracts.PersonId;
import io.parley.contracts.Topics;
import io.parley.contracts.event.ReceiptMarked;
import io.parley.platform.problem.DomainException;
import jakarta.annotation.PreDestroy;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Gathers `delivered` and `read` frames and produces, per person and conversation, one record for a moment's worth.
///
/// While Kafka is down they go on gathering, each place once; past a bound they are dropped and counted. A client says
/// its marks again with the next message it reads, so a lost one is late and no more.
@Component
final class ReceiptMarks {

    private static final int MOST_WAITING = 200_000;
    private static final int MOST_LATELY = 100_000;
    private static final Duration LATELY = Duration.ofSeconds(3);

    private final KafkaTemplate<byte[], byte[]> kafka;
    private final Clock clock;
    private final Counter dropped;
    private final Cache<Place, Long> lately = Caffeine.newBuilder()
            .maximumSize(MOST_LATELY)
            .expireAfterWrite(LATELY)
            .build();
    private Map<Place, Mark> waiting = new HashMap<>();

    ReceiptMarks(KafkaTemplate<byte[], byte[]> kafka, Clock clock, MeterRegistry metrics) {
        this.kafka = kafka;
        this.clock = clock;
        this.dropped = metrics.counter("parley.receipts.dropped");
    }

    private record Place(ConversationId conversation, PersonId person) {}

    /// @param session null when several sessions of the person said it
    private record Mark(long delivered, long read, @Nullable UUID session) {

        Mark and(Mark other) {
            return new Mark(
                    Math.max(delivered, other.delivered),
                    Math.max(read, other.read),
                    other.session != null && other.session.equals(session) ? session : null);
        }
    }

    void delivered(Session session, ConversationId conversation, long seq) {
        session.offer(here -> mark(here, conversation, seq, false));
    }

    void read(Session session, ConversationId conversation, long seq) {
        session.offer(here -> mark(here, conversation, seq, true));
    }

    private void mark(Session session, ConversationId conversation, long seq, boolean read) {
        Cursor cursor = session.cursor(conversation);
        if (cursor == null) {
            session.write(ServerFrames.error(new DomainException(ErrorCode.NOT_FOUND, "conversation not found")));
            return;
        }
        long exists = Math.min(seq, cursor.highest());
        Place place = new Place(conversation, session.person());
        if (read) {
            lately.asMap().merge(place, exists, Math::max);
        }
        put(place, new Mark(exists, read ? exists : 0, session.id()));
    }

    /// The read marks as the person left them a moment ago, though message-service may not have them yet: who comes
    /// back at once finds what they said.
    List<Standing> over(PersonId person, List<Standing> standings) {
        return standings.stream().map(standing -> over(person, standing)).toList();
    }

    private Standing over(PersonId person, Standing standing) {
        Long read = lately.getIfPresent(new Place(new ConversationId(standing.conversationId()), person));
        return read == null || read <= standing.readSeq()
                ? standing
                : new Standing(standing.conversationId(), standing.lastSeq(), read, standing.purges());
    }

    private synchronized void put(Place place, Mark mark) {
        if (waiting.size() < MOST_WAITING || waiting.containsKey(place)) {
            waiting.merge(place, mark, Mark::and);
        } else {
            dropped.increment();
        }
    }

    private synchronized Map<Place, Mark> take() {
        if (waiting.isEmpty()) {
            return Map.of();
        }
        Map<Place, Mark> due = waiting;
        waiting = new HashMap<>();
        return due;
    }

    /// What Kafka does not take goes back, without pushing out what came since. A gateway that stops says what it has.
    @PreDestroy
    @Scheduled(fixedDelayString = "${parley.gateway.socket.receipts-every:200ms}")
    void produce() {
        Iterator<Map.Entry<Place, Mark>> due = take().entrySet().iterator();
        while (due.hasNext()) {
            var next = due.next();
            try {
                produce(next.getKey(), next.getValue());
            } catch (RuntimeException kafkaDown) {
                put(next.getKey(), next.getValue());
                due.forEachRemaining(later -> put(later.getKey(), later.getValue()));
            }
        }
    }

    private void produce(Place place, Mark mark) {
        ReceiptMarked record = ReceiptMarked.newBuilder()
                .setConversationId(place.conversation().bytes())
                .setPersonId(place.person().bytes())
                .setDeliveredSeq(mark.delivered())
                .setReadSeq(mark.read())
                .setAtMs(clock.millis())
                .setSessionId(mark.session() == null ? ByteString.EMPTY : Ids.bytes(mark.session()))
                .build();
        var _ = kafka.send(Topics.RECEIPT, record.getConversationId().toByteArray(), record.toByteArray())
                .whenComplete((sent, failure) -> {
                    if (failure != null) {
                        put(place, mark);
                    }
                });
    }
}
