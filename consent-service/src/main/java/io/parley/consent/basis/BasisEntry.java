package io.parley.consent.basis;

import com.google.protobuf.ByteString;
import io.parley.contracts.Ids;
import io.parley.contracts.PersonId;
import io.parley.contracts.Purpose;
import io.parley.contracts.event.BasisHistory;
import io.parley.contracts.event.BasisRecord;
import java.time.Instant;
import java.util.List;

/// What holds from an instant on, until the next entry.
record BasisEntry(Instant effectiveAt, Basis basis) {

    /// The whole history as the basis topic carries it.
    static BasisRecord record(PersonId person, Purpose purpose, List<BasisEntry> ascending) {
        BasisHistory.Builder history =
                BasisHistory.newBuilder().setPersonId(person.bytes()).setPurpose(purpose.code());
        ascending.forEach(entry -> history.addEntries(entry.event()));
        return BasisRecord.newBuilder().setHistory(history).build();
    }

    /// 16 id bytes, then the purpose in ASCII.
    static byte[] key(PersonId person, Purpose purpose) {
        return person.bytes().concat(ByteString.copyFromUtf8(purpose.code())).toByteArray();
    }

    private io.parley.contracts.event.BasisEntry event() {
        var event = io.parley.contracts.event.BasisEntry.newBuilder().setEffectiveAtMs(effectiveAt.toEpochMilli());
        return switch (basis) {
            case Basis.None() -> event.setGround(Ground.NONE.event()).build();
            case Basis.Granted granted ->
                event.setGround(granted.ground().event())
                        .setNoticeId(Ids.bytes(granted.noticeId().value()))
                        .setNoticeVersion(granted.noticeVersion())
                        .setAnswerId(Ids.bytes(granted.answerId()))
                        .build();
        };
    }
}
