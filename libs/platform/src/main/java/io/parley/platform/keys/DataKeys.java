package io.parley.platform.keys;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.cache.CaffeineCacheMetrics;
import io.parley.contracts.ErrorCode;
import io.parley.contracts.KeyId;
import io.parley.contracts.PersonId;
import io.parley.platform.problem.DomainException;
import java.time.Clock;
import java.time.Duration;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Data keys, fetched from consent-service in batches and kept in a bounded, expiring cache (architecture §3).
/// Calls block on a miss; `cached` never does.
public final class DataKeys {

    private static final Duration LIFE = Duration.ofMinutes(30);
    private static final Duration ON_ITS_WAY = Duration.ofMinutes(5);
    private static final int MOST = 200_000;
    private static final YearMonth FIRST_GENERATION = YearMonth.of(2000, 1);

    private final KeysApi api;
    private final Clock clock;
    private final Cache<KeyId, DataKey> byId = kept();
    private final Cache<Slot, DataKey> bySlot = kept();

    /// What was destroyed lately: an answer that was on its way when the news came must not bring it back.
    private final Cache<KeyId, Boolean> destroyed =
            Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(ON_ITS_WAY).build();

    DataKeys(KeysApi api, Clock clock) {
        this.api = api;
        this.clock = clock;
    }

    private static <K> Cache<K, DataKey> kept() {
        return Caffeine.newBuilder()
                .maximumSize(MOST)
                .expireAfterWrite(LIFE)
                .recordStats()
                .build();
    }

    /// Hits and misses as `cache.gets`, by the two ways keys are asked for.
    void measuredBy(MeterRegistry metrics) {
        CaffeineCacheMetrics.monitor(metrics, byId, "data-keys-by-id");
        CaffeineCacheMetrics.monitor(metrics, bySlot, "data-keys-by-month");
    }

    /// This UTC month's key of a person.
    public DataKey current(PersonId owner, KeyPurpose purpose) {
        DataKey key = at(List.of(owner), purpose, month()).get(owner);
        if (key == null) {
            throw new DomainException(ErrorCode.PERSON_UNKNOWN, "no data key can be made for this person");
        }
        return key;
    }

    public Optional<DataKey> cachedCurrent(PersonId owner, KeyPurpose purpose) {
        return Optional.ofNullable(bySlot.getIfPresent(new Slot(owner.value(), purpose, month())));
    }

    public Optional<DataKey> cached(KeyId id) {
        return Optional.ofNullable(byId.getIfPresent(id));
    }

    /// The keys of several people for one month; people unknown to the registry are absent.
    public Map<PersonId, DataKey> at(Collection<PersonId> owners, KeyPurpose purpose, YearMonth month) {
        Map<PersonId, DataKey> found = new HashMap<>();
        List<KeysApi.Want> missing = new ArrayList<>();
        for (PersonId owner : owners) {
            DataKey known = bySlot.getIfPresent(new Slot(owner.value(), purpose, month));
            if (known == null) {
                missing.add(new KeysApi.Want(owner.value(), purpose, month.toString()));
            } else {
                found.put(owner, known);
            }
        }
        fetch(missing).forEach((key, ready) -> {
            if (key.ownerId() != null) {
                found.put(new PersonId(key.ownerId()), ready);
            }
        });
        return found;
    }

    /// The region's own key, for example for search tokens. It has no month, for tokens must match over years; its
    /// generations, from 1, stand where others have the months since January 2000.
    public DataKey regionKey(KeyPurpose purpose, int generation) {
        YearMonth slot = FIRST_GENERATION.plusMonths(generation - 1L);
        DataKey known = bySlot.getIfPresent(new Slot(null, purpose, slot));
        if (known != null) {
            return known;
        }
        return fetch(List.of(new KeysApi.Want(null, purpose, slot.toString()))).values().stream()
                .findFirst()
                .orElseThrow(() -> DomainException.unavailable("the region's " + purpose + " key", null));
    }

    /// Ends a key of the region that a newer generation has replaced, here and in every service.
    public void retire(KeyId id) {
        api.retire(new KeysApi.Retired(id.value()));
        evict(id);
    }

    /// Absent: destroyed, or never existed.
    public Map<KeyId, DataKey> lookup(Collection<KeyId> ids) {
        Map<KeyId, DataKey> found = new HashMap<>(byId.getAllPresent(ids));
        List<UUID> missing = ids.stream()
                .filter(id -> !found.containsKey(id))
                .map(KeyId::value)
                .distinct()
                .toList();
        if (!missing.isEmpty()) {
            api.lookup(new KeysApi.Lookup(missing))
                    .keys()
                    .forEach(key -> ready(key).ifPresent(ready -> found.put(ready.id(), ready)));
        }
        return found;
    }

    void evict(KeyId id) {
        destroyed.put(id, true);
        byId.invalidate(id);
        bySlot.asMap().values().removeIf(key -> key.id().equals(id));
    }

    private Map<KeysApi.Key, DataKey> fetch(List<KeysApi.Want> missing) {
        Map<KeysApi.Key, DataKey> fetched = new HashMap<>();
        if (!missing.isEmpty()) {
            for (KeysApi.Key key : api.current(new KeysApi.Wanted(missing)).keys()) {
                ready(key).ifPresent(ready -> fetched.put(key, ready));
            }
        }
        return fetched;
    }

    /// Kept first and looked up in the destroyed ones then, while [#evict] does the opposite: one of both sees the
    /// other.
    private Optional<DataKey> ready(KeysApi.Key key) {
        KeyId id = new KeyId(key.keyId());
        DataKey ready = byId.get(id, unknown -> new DataKey(unknown, key.secret()));
        bySlot.put(new Slot(key.ownerId(), key.purpose(), YearMonth.parse(key.month())), ready);
        if (destroyed.getIfPresent(id) == null) {
            return Optional.of(ready);
        }
        evict(id);
        return Optional.empty();
    }

    private YearMonth month() {
        return YearMonth.from(clock.instant().atZone(ZoneOffset.UTC));
    }

    private record Slot(@Nullable UUID owner, KeyPurpose purpose, YearMonth month) {}
}
