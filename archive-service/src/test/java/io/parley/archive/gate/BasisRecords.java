package io.parley.archive.gate;

import com.google.protobuf.ByteString;
import io.parley.contracts.Ids;
import io.parley.contracts.PersonId;
import io.parley.contracts.Topics;
import io.parley.contracts.event.BasisEntry;
import io.parley.contracts.event.BasisHistory;
import io.parley.contracts.event.BasisRecord;
import io.parley.contracts.event.Ground;
import io.parley.contracts.event.Watermark;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// Hand-made records of the basis topic.
public final class BasisRecords {

    private BasisRecords() {}

    public static BasisEntry entry(long atMs, Ground ground) {
        return BasisEntry.newBuilder()
                .setEffectiveAtMs(atMs)
                .setGround(ground)
                .setNoticeId(Ids.bytes(new UUID(1, 1)))
                .setNoticeVersion(1)
                .setAnswerId(Ids.bytes(new UUID(2, atMs)))
                .build();
    }

    public static BasisRecord history(PersonId person, String purpose, List<BasisEntry> entries) {
        return BasisRecord.newBuilder()
                .setHistory(BasisHistory.newBuilder()
                        .setPersonId(person.bytes())
                        .setPurpose(purpose)
                        .addAllEntries(entries))
                .build();
    }

    public static BasisRecord watermark(long upToMs) {
        return BasisRecord.newBuilder()
                .setWatermark(Watermark.newBuilder().setCompleteUpToMs(upToMs))
                .build();
    }

    public static byte[] key(PersonId person, String purpose) {
        return person.bytes()
                .concat(ByteString.copyFrom(purpose, StandardCharsets.UTF_8))
                .toByteArray();
    }

    public static byte[] key(BasisRecord record) {
        return record.hasHistory()
                ? key(
                        PersonId.of(record.getHistory().getPersonId()),
                        record.getHistory().getPurpose())
                : "watermark".getBytes(StandardCharsets.UTF_8);
    }

    static ConsumerRecord<byte[], byte[]> at(long offset, BasisRecord record) {
        return new ConsumerRecord<>(Topics.BASIS, 0, offset, key(record), record.toByteArray());
    }
}
