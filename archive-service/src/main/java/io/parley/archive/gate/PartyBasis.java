package io.parley.archive.gate;

import io.parley.contracts.PersonId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The recorded reason why one party's words could be archived.
///
/// @param carrier the answer in the ledger or, for a legal obligation, the one on file
public record PartyBasis(
        PersonId person,
        LegalGround ground,
        @Nullable UUID noticeId,
        int noticeVersion,
        @Nullable UUID carrier) {

    static PartyBasis of(PersonId person, BasisEntry entry) {
        return new PartyBasis(person, entry.ground(), entry.noticeId(), entry.noticeVersion(), entry.carrier());
    }
}
