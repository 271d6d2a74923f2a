package io.parley.consent.basis;

import com.google.protobuf.ByteString;
import io.parley.contracts.Ids;
import io.parley.contracts.PersonId;
import io.parley.contracts.Purpose;
import io.parley.contracts.event.BasisHistory;
import io.parley.contracts.event.BasisRecord;
import java.time.Instant;
import java.util.List;

/// What holds from an instant on, until the next entry, or until it ends by itself.
///
/// @param pack the rules by which it was decided; empty when the region had none
record BasisEntry(Instant effectiveAt, Basis basis, String pack) {

    /// Whether something is allowed at an instant for which this is the entry.
    boolean allowsAt(Instant at) {
        return switch (basis) {
            case Basis.None none -> false;
            case Basis.Granted granted -> true;
            case Basis.Obliged obliged -> obliged.until() == null || at.isBefore(obliged.until());
        };
    }

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
        switch (basis) {
            case Basis.None(Lack why) -> event.setGround(Ground.NONE.event()).setWhy(why.code());
            case Basis.Granted granted ->
                event.setGround(granted.ground().event())
                        .setNoticeId(Ids.bytes(granted.noticeId().value()))
                        .setNoticeVersion(granted.noticeVersion())
                        .setAnswerId(Ids.bytes(granted.answerId()));
            case Basis.Obliged obliged ->
                event.setGround(Ground.LEGAL_OBLIGATION.event())
                        .setObligationId(Ids.bytes(obliged.obligationId()))
                        .setValidUntilMs(
                                obliged.until() == null ? 0 : obliged.until().toEpochMilli());
        }
        return event.build();
    }
}
