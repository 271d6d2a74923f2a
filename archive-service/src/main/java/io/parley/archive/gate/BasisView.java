package io.parley.archive.gate;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.parley.contracts.PersonId;
import io.parley.contracts.Purpose;
import io.parley.contracts.event.BasisRecord;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/// The archive's own view of everybody's basis, built from the basis topic from its start.
///
/// Nothing is known until the topic was read once to its end: compaction removes older histories, so that what stands
/// before an early watermark may stand only behind it now. A record that cannot be read stops the view: it might be a
/// withdrawal, so nothing later may be trusted.
public final class BasisView {

    private static final String ARCHIVE = Purpose.ARCHIVE.code();
    private static final int ID_BYTES = 16;
    /// The end of the first reading is not signalled, so a waiter looks again this often.
    private static final Duration STEP = Duration.ofMillis(50);

    private final Map<PersonId, BasisHistory> histories = new ConcurrentHashMap<>();
    private final List<Consumer<List<BasisChange>>> listeners = new CopyOnWriteArrayList<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition advanced = lock.newCondition();
    private volatile Instant watermark = Instant.EPOCH;
    private volatile long offset = -1;
    private volatile BooleanSupplier readToTheEnd = () -> false;

    void trustWhen(BooleanSupplier caughtUp) {
        readToTheEnd = caughtUp;
    }

    public BasisHistory history(PersonId person) {
        return histories.getOrDefault(person, BasisHistory.EMPTY);
    }

    /// Every change that took effect up to this instant is in the view.
    public Instant completeUpTo() {
        return readToTheEnd.getAsBoolean() ? watermark : Instant.EPOCH;
    }

    /// The view contains every record of the topic up to this one. Read it before the histories it vouches for.
    public long offset() {
        return readToTheEnd.getAsBoolean() ? offset : -1;
    }

    /// Called with the changes of one batch after they are visible here. A listener that throws has the batch repeated.
    public void onChange(Consumer<List<BasisChange>> listener) {
        listeners.add(listener);
    }

    /// @return whether the view became complete up to `needed` in time
    public boolean awaitCompleteUpTo(Instant needed, Duration atMost) throws InterruptedException {
        long left = atMost.toNanos();
        lock.lockInterruptibly();
        try {
            while (completeUpTo().isBefore(needed) && left > 0) {
                long step = Math.min(left, STEP.toNanos());
                left -= step - Math.max(0, advanced.awaitNanos(step));
            }
            return !completeUpTo().isBefore(needed);
        } finally {
            lock.unlock();
        }
    }

    void apply(List<ConsumerRecord<byte[], byte[]>> records) {
        List<BasisChange> changes = new ArrayList<>();
        Instant seen = watermark;
        for (ConsumerRecord<byte[], byte[]> record : records) {
            Instant mark = apply(record, changes);
            seen = mark != null && mark.isAfter(seen) ? mark : seen;
            offset = Math.max(offset, record.offset());
        }
        if (!changes.isEmpty()) {
            listeners.forEach(listener -> listener.accept(changes));
        }
        advanceTo(seen);
    }

    private @Nullable Instant apply(ConsumerRecord<byte[], byte[]> record, List<BasisChange> changes) {
        if (record.value() == null) {
            forget(record.key(), record.offset(), changes);
            return null;
        }
        BasisRecord basis = parse(record);
        return switch (basis.getRecordCase()) {
            case HISTORY -> {
                remember(basis.getHistory(), record.offset(), changes);
                yield null;
            }
            case WATERMARK -> Instant.ofEpochMilli(basis.getWatermark().getCompleteUpToMs());
            case RECORD_NOT_SET -> throw unreadable(record, null);
        };
    }

    private void remember(io.parley.contracts.event.BasisHistory history, long at, List<BasisChange> changes) {
        if (!history.getPurpose().equals(ARCHIVE)) {
            return;
        }
        PersonId person = PersonId.of(history.getPersonId());
        var told = new BasisHistory(
                history.getEntriesList().stream().map(BasisEntry::of).toList());
        histories.merge(person, told, BasisHistory::longer);
        changes.add(new BasisChange(person, at));
    }

    /// A tombstone: the person was erased. Nothing is known any more, so nothing is allowed.
    private void forget(byte[] key, long at, List<BasisChange> changes) {
        var purpose = new String(key, ID_BYTES, key.length - ID_BYTES, StandardCharsets.UTF_8);
        if (purpose.equals(ARCHIVE)) {
            PersonId person = PersonId.of(ByteString.copyFrom(key, 0, ID_BYTES));
            histories.remove(person);
            changes.add(new BasisChange(person, at));
        }
    }

    private void advanceTo(Instant mark) {
        lock.lock();
        try {
            watermark = mark;
            advanced.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private static BasisRecord parse(ConsumerRecord<byte[], byte[]> record) {
        try {
            return BasisRecord.parseFrom(record.value());
        } catch (InvalidProtocolBufferException e) {
            throw unreadable(record, e);
        }
    }

    private static IllegalStateException unreadable(ConsumerRecord<?, ?> record, @Nullable Exception cause) {
        return new IllegalStateException(
                "basis record: unreadable at offset " + record.offset() + " (expected: a history or a watermark)",
                cause);
    }
}
