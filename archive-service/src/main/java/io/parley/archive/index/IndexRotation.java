package io.parley.archive.index;

import io.parley.archive.hold.HeldWordsAnew;
import io.parley.contracts.AuditAction;
import io.parley.contracts.ErrorCode;
import io.parley.platform.audit.AuditEvent;
import io.parley.platform.audit.AuditTrail;
import io.parley.platform.identity.PersonCaller;
import io.parley.platform.keys.DataKeys;
import io.parley.platform.keys.KeyPurpose;
import io.parley.platform.problem.DomainException;
import java.time.Clock;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Begins a rotation: from its commit on nothing is written under the old key, and holds find words under both.
@Service
class IndexRotation {

    private final GenerationStore store;
    private final HeldWordsAnew words;
    private final DataKeys keys;
    private final AuditTrail audit;
    private final Clock clock;

    IndexRotation(GenerationStore store, HeldWordsAnew words, DataKeys keys, AuditTrail audit, Clock clock) {
        this.store = store;
        this.words = words;
        this.keys = keys;
        this.audit = audit;
        this.clock = clock;
    }

    @Transactional
    Generation begin(PersonCaller caller) {
        store.lock();
        Generation old = store.newest();
        if (old.filledAt() == null) {
            throw new DomainException(
                    ErrorCode.CONFLICT, "index.generation: " + old.number() + " is being filled (expected: done)");
        }
        int next = old.number() + 1;
        store.replaced(
                old.number(), keys.regionKey(KeyPurpose.INDEX, old.number()).id());
        store.begin(next, caller.personId(), clock.instant());
        words.carryOver(next);
        audit.record(AuditEvent.of(AuditAction.INDEX_ROTATION_BEGUN).by(caller).detail("generation", next));
        return store.newest();
    }

    Generation progress() {
        return store.newest();
    }
}
