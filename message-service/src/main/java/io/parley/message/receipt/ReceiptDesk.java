package io.parley.message.receipt;

import com.google.protobuf.ByteString;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.parley.contracts.ConversationId;
import io.parley.contracts.Topics;
import io.parley.contracts.event.ReceiptCounts;
import io.parley.contracts.event.ReceiptMoved;
import io.parley.contracts.event.ReceiptNews;
import io.parley.platform.problem.DomainException;
import java.time.Clock;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Keeps marks and tells what moved. News may be lost with a crash between the two; the next move tells the same
/// stand again, and a client that comes back asks for it.
@Component
class ReceiptDesk {

    private static final long WAIT_SECONDS = 5;
    private static final Logger LOG = LoggerFactory.getLogger(ReceiptDesk.class);

    private final ReceiptRecords records;
    private final KafkaTemplate<byte[], byte[]> kafka;
    private final ReceiptProperties properties;
    private final Clock clock;
    private final Counter kept;
    private final Counter unmoved;
    private final Set<ConversationId> toCount = ConcurrentHashMap.newKeySet();

    ReceiptDesk(
            ReceiptRecords records,
            KafkaTemplate<byte[], byte[]> kafka,
            ReceiptProperties properties,
            Clock clock,
            MeterRegistry metrics) {
        this.records = records;
        this.kafka = kafka;
        this.properties = properties;
        this.clock = clock;
        this.kept = metrics.counter("parley.receipts.kept");
        this.unmoved = metrics.counter("parley.receipts.unmoved");
    }

    /// A mark that no gateway produced: it goes where theirs go, for the archive follows them there, and is kept at
    /// once.
    /// That it comes back from there moves nothing.
    void say(Mark mark) {
        byte[] key = mark.conversation().bytes().toByteArray();
        try {
            kafka.send(Topics.RECEIPT, key, mark.said(clock.instant()).toByteArray())
                    .get(WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw DomainException.unavailable("Kafka", stopped);
        } catch (ExecutionException | TimeoutException | RuntimeException down) {
            throw DomainException.unavailable("Kafka", down);
        }
        keep(List.of(mark));
    }

    void keep(List<Mark> marks) {
        Map<Mark.Place, Mark> byPlace = new LinkedHashMap<>();
        marks.forEach(mark -> byPlace.merge(mark.place(), mark, Mark::and));
        if (byPlace.isEmpty()) {
            return;
        }
        List<ReceiptRecords.Stand> moved = records.move(byPlace.values());
        kept.increment(moved.size());
        unmoved.increment(byPlace.size() - moved.size());
        moved.forEach(stand -> tell(stand, byPlace));
    }

    private void tell(ReceiptRecords.Stand stand, Map<Mark.Place, Mark> marks) {
        Mark mark = marks.get(stand.place());
        if (stand.members() > properties.detailMembers()) {
            toCount.add(stand.conversation());
        } else {
            send(stand.conversation(), moved(stand, mark == null ? ByteString.EMPTY : mark.session()));
        }
    }

    private ReceiptNews moved(ReceiptRecords.Stand stand, ByteString session) {
        return ReceiptNews.newBuilder()
                .setMoved(ReceiptMoved.newBuilder()
                        .setConversationId(stand.conversation().bytes())
                        .setPersonId(stand.person().bytes())
                        .setDeliveredSeq(stand.delivered())
                        .setReadSeq(stand.read())
                        .setAtMs(clock.millis())
                        .setSessionId(session))
                .build();
    }

    @Scheduled(fixedDelayString = "${parley.receipts.counts-every:1s}")
    void tellCounts() {
        Set<ConversationId> due = Set.copyOf(toCount);
        if (due.isEmpty()) {
            return;
        }
        toCount.removeAll(due);
        try {
            tellCounts(due);
        } catch (DataAccessException databaseDown) {
            toCount.addAll(due);
            LOG.warn("Receipts wait to be counted: {}", databaseDown.getClass().getSimpleName());
        }
    }

    private void tellCounts(Collection<ConversationId> conversations) {
        records.count(conversations)
                .forEach(count -> send(
                        count.conversation(),
                        ReceiptNews.newBuilder()
                                .setCounts(ReceiptCounts.newBuilder()
                                        .setConversationId(count.conversation().bytes())
                                        .setSeq(count.seq())
                                        .setDelivered(count.delivered())
                                        .setRead(count.read()))
                                .build()));
    }

    /// Nobody waits for it: the marks are kept already.
    private void send(ConversationId conversation, ReceiptNews news) {
        try {
            var _ = kafka.send(Topics.RECEIPT_NEWS, conversation.bytes().toByteArray(), news.toByteArray())
                    .whenComplete((sent, failure) -> untold(failure));
        } catch (RuntimeException down) {
            untold(down);
        }
    }

    private static void untold(@org.jspecify.annotations.Nullable Throwable failure) {
        if (failure != null) {
            Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
            LOG.warn("News of a receipt was not told: {}", String.valueOf(cause));
        }
    }
}
