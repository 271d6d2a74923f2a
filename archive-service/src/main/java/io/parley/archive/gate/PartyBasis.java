package io.parley.archive.gate;

import io.parley.contracts.PersonId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The recorded reason why one party's words could be archived.
public record PartyBasis(
        PersonId person,
        LegalGround ground,
        @Nullable UUID noticeId,
        int noticeVersion,
        @Nullable UUID answerId) {

    static PartyBasis of(PersonId person, BasisEntry entry) {
        return new PartyBasis(person, entry.ground(), entry.noticeId(), entry.noticeVersion(), entry.answerId());
    }
}
