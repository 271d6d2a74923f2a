package io.parley.archive.feed;

import io.parley.archive.officer.Act;
import io.parley.contracts.Ids;
import io.parley.contracts.PersonId;
import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/// That a client may be fed all that is archived in this region, as it was asked for, and what was decided about it.
///
/// @param recipient who stands behind the client
/// @param ground the law or contract it rests on; never logged
record FeedAuthorisation(
        Id id,
        String clientId,
        String recipient,
        FeedPurpose purpose,
        String caseRef,
        String ground,
        Instant expiresAt,
        PersonId requestedBy,
        Instant requestedAt,
        SortedMap<FeedStep, Act> acts) {

    FeedAuthorisation {
        acts = new TreeMap<>(acts);
    }

    record Id(UUID value) {

        static Id next() {
            return new Id(Ids.next());
        }

        @Override
        public String toString() {
            return value.toString();
        }
    }

    boolean isLive(Instant now) {
        return acts.containsKey(FeedStep.APPROVED) && !acts.containsKey(FeedStep.REVOKED) && now.isBefore(expiresAt);
    }

    String state(Instant now) {
        boolean over = acts.containsKey(FeedStep.REFUSED) || acts.containsKey(FeedStep.REVOKED);
        if (!over && !now.isBefore(expiresAt)) {
            return "expired";
        }
        return acts.isEmpty() ? "requested" : acts.lastKey().code();
    }

    @Override
    public String toString() {
        return "FeedAuthorisation[" + id + "]";
    }
}
