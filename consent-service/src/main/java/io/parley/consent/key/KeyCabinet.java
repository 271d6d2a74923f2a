package io.parley.consent.key;

import io.micrometer.core.instrument.MeterRegistry;
import io.parley.consent.person.People;
import io.parley.contracts.AuditAction;
import io.parley.contracts.ErrorCode;
import io.parley.contracts.KeyId;
import io.parley.contracts.PersonId;
import io.parley.platform.audit.AuditEvent;
import io.parley.platform.audit.AuditTrail;
import io.parley.platform.identity.Caller;
import io.parley.platform.keys.KeyPurpose;
import io.parley.platform.problem.DomainException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Makes data keys when they are first asked for, gives them out again, and destroys them. At rest they are wrapped,
/// always.
@Service
public class KeyCabinet {

    private static final int SECRET_BYTES = 32;

    private final KeyStore store;
    private final ReturnedKeys returned;
    private final WrappingKeys wrapping;
    private final People people;
    private final KeyNews news;
    private final AuditTrail audit;
    private final MeterRegistry meters;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    KeyCabinet(
            KeyStore store,
            ReturnedKeys returned,
            WrappingKeys wrapping,
            People people,
            KeyNews news,
            AuditTrail audit,
            MeterRegistry meters,
            Clock clock) {
        this.store = store;
        this.returned = returned;
        this.wrapping = wrapping;
        this.people = people;
        this.news = news;
        this.audit = audit;
        this.meters = meters;
        this.clock = clock;
    }

    /// A key per slot; slots of unknown people are left out, and slots whose key was destroyed: they are never filled
    /// again.
    @Transactional
    List<WrappedKey> current(Set<KeySlot> slots, Caller by) {
        List<WrappedKey> existing = store.in(slots);
        Set<KeySlot> found = existing.stream().map(WrappedKey::slot).collect(Collectors.toSet());
        Set<KeySlot> missing = ofKnownPeople(
                slots.stream().filter(slot -> !found.contains(slot)).collect(Collectors.toSet()));
        List<WrappedKey> all = new ArrayList<>(returned.without(existing));
        if (!missing.isEmpty()) {
            make(missing, by);
            all.addAll(store.in(missing));
        }
        return all;
    }

    List<WrappedKey> lookup(Collection<KeyId> ids) {
        return returned.without(store.byId(ids));
    }

    byte[] open(WrappedKey key) {
        return wrapping.unwrap(key.secret(), key.associatedData());
    }

    /// What the keys sealed can never be opened again. Every service's cache is told.
    ///
    /// @param from first month
    /// @param until last month
    /// @return how many there were
    @Transactional
    public int destroy(PersonId owner, Set<KeyPurpose> stores, YearMonth from, YearMonth until, Caller by) {
        List<KeyStore.Destroyed> gone = store.destroy(owner, stores, from, until, clock.instant());
        gone.forEach(key -> tell(key, owner, by));
        return gone.size();
    }

    /// Destroys a key of the region after which a newer one was made; fails closed when there is none.
    @Transactional
    public void retire(KeyId id, Caller by) {
        if (!store.replaced(id)) {
            throw new DomainException(ErrorCode.CONFLICT, "keyId: in use (expected: a region's key with a newer one)");
        }
        store.destroyOfRegion(id, clock.instant()).ifPresent(gone -> tell(gone, null, by));
    }

    private void tell(KeyStore.Destroyed key, @Nullable PersonId owner, Caller by) {
        news.tell(key, owner);
        audit.record(event(AuditAction.KEY_DESTROYED, key.id(), key.purpose(), key.month())
                .by(by));
        meters.counter("parley.keys.destroyed").increment();
    }

    private void make(Set<KeySlot> missing, Caller by) {
        List<WrappedKey> fresh =
                missing.stream().sorted(KeySlot.ORDER).map(this::fresh).toList();
        Set<KeyId> stored = store.insertMissing(fresh, clock.instant());
        fresh.stream().filter(key -> stored.contains(key.id())).forEach(key -> audit.record(created(key, by)));
        meters.counter("parley.keys.issued").increment(stored.size());
    }

    private WrappedKey fresh(KeySlot slot) {
        byte[] secret = new byte[SECRET_BYTES];
        random.nextBytes(secret);
        KeyId id = KeyId.next();
        return new WrappedKey(id, slot, wrapping.wrap(secret, slot.associatedData(id)));
    }

    private Set<KeySlot> ofKnownPeople(Set<KeySlot> slots) {
        Set<PersonId> owners =
                slots.stream().map(KeySlot::owner).filter(Objects::nonNull).collect(Collectors.toSet());
        Set<PersonId> known = people.known(owners);
        return slots.stream()
                .filter(slot -> slot.owner() == null || known.contains(slot.owner()))
                .collect(Collectors.toSet());
    }

    private static AuditEvent created(WrappedKey key, Caller by) {
        return event(
                        AuditAction.KEY_CREATED,
                        key.id(),
                        key.slot().purpose(),
                        key.slot().month())
                .by(by);
    }

    private static AuditEvent event(AuditAction action, KeyId key, KeyPurpose store, YearMonth month) {
        return AuditEvent.of(action)
                .on("key", key.toString())
                .detail("store", store.code())
                .detail("month", month.toString());
    }
}
