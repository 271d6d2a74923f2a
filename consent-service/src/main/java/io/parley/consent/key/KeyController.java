package io.parley.consent.key;

import io.parley.contracts.KeyId;
import io.parley.contracts.PersonId;
import io.parley.platform.identity.ServiceCaller;
import io.parley.platform.keys.KeyPurpose;
import io.parley.platform.keys.KeysApi.Key;
import io.parley.platform.keys.KeysApi.Keys;
import io.parley.platform.keys.KeysApi.Lookup;
import io.parley.platform.keys.KeysApi.Retired;
import io.parley.platform.keys.KeysApi.Want;
import io.parley.platform.keys.KeysApi.Wanted;
import io.parley.platform.problem.DomainException;
import io.swagger.v3.oas.annotations.Hidden;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// Serves [io.parley.platform.keys.KeysApi] to the other services.
@Hidden
@RestController
@RequestMapping("/internal/keys")
class KeyController {

    private static final int MAX_BATCH = 1000;

    private final KeyCabinet cabinet;
    private final Clock clock;

    KeyController(KeyCabinet cabinet, Clock clock) {
        this.cabinet = cabinet;
        this.clock = clock;
    }

    @PostMapping("/current")
    Keys current(@RequestBody Wanted wanted, ServiceCaller caller) {
        List<Want> items = batch("items", wanted.items());
        Set<KeySlot> slots = items.stream().map(this::slot).collect(Collectors.toSet());
        return opened(cabinet.current(slots, caller));
    }

    @PostMapping("/lookup")
    Keys lookup(@RequestBody Lookup lookup) {
        List<UUID> ids = batch("keyIds", lookup.keyIds());
        return opened(cabinet.lookup(ids.stream().map(KeyId::new).toList()));
    }

    @PostMapping("/retire")
    void retire(@RequestBody Retired retired, ServiceCaller caller) {
        if (retired.keyId() == null) {
            throw DomainException.invalid("keyId", "required");
        }
        cabinet.retire(new KeyId(retired.keyId()), caller);
    }

    private Keys opened(List<WrappedKey> keys) {
        return new Keys(keys.stream().map(this::opened).toList());
    }

    private Key opened(WrappedKey key) {
        KeySlot slot = key.slot();
        return new Key(
                key.id().value(),
                slot.ownerValue(),
                slot.purpose(),
                slot.month().toString(),
                cabinet.open(key));
    }

    private KeySlot slot(Want want) {
        @Nullable KeyPurpose purpose = want.purpose();
        if (purpose == null) {
            throw DomainException.invalid("items.purpose", "required");
        }
        boolean ofRegion = purpose == KeyPurpose.INDEX;
        if (ofRegion != (want.ownerId() == null)) {
            throw DomainException.invalid("items.ownerId", "required, except for INDEX, which nobody owns");
        }
        return want.ownerId() == null
                ? new KeySlot(null, purpose, month(want.month()))
                : new KeySlot(new PersonId(want.ownerId()), purpose, month(want.month()));
    }

    /// The next month is allowed: clocks of services differ.
    private YearMonth month(@Nullable String text) {
        YearMonth latest = YearMonth.now(clock.withZone(ZoneOffset.UTC)).plusMonths(1);
        try {
            YearMonth month = YearMonth.parse(String.valueOf(text));
            if (!month.isAfter(latest)) {
                return month;
            }
        } catch (DateTimeException e) {
            throw DomainException.invalid("items.month", "a month like 2026-11");
        }
        throw DomainException.invalid("items.month", "at most " + latest);
    }

    private static <T> List<T> batch(String field, @Nullable List<T> given) {
        if (given == null || given.stream().anyMatch(java.util.Objects::isNull) || given.size() > MAX_BATCH) {
            throw DomainException.invalid(field, "at most " + MAX_BATCH + " elements, none of them null");
        }
        return given;
    }
}
