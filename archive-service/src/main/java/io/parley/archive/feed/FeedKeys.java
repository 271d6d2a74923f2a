package io.parley.archive.feed;

import io.parley.archive.officer.Act;
import io.parley.archive.officer.Given;
import io.parley.archive.officer.Remark;
import io.parley.contracts.AuditAction;
import io.parley.contracts.ErrorCode;
import io.parley.contracts.Ids;
import io.parley.platform.audit.AuditEvent;
import io.parley.platform.audit.AuditTrail;
import io.parley.platform.identity.Caller;
import io.parley.platform.identity.PersonCaller;
import io.parley.platform.identity.Role;
import io.parley.platform.identity.SecondPerson;
import io.parley.platform.identity.ServiceCaller;
import io.parley.platform.problem.DomainException;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// The public keys of outside archives. Whoever could put a key on file alone could read the archive alone, with no
/// more
/// than a client's secret: a key is used once an approver, who did not put it there, has compared its thumbprint.
@Service
@Transactional
class FeedKeys {

    static final int LONGEST_CLIENT = 200;

    private final FeedKeyStore store;
    private final AuditTrail audit;
    private final Clock clock;

    FeedKeys(FeedKeyStore store, AuditTrail audit, Clock clock) {
        this.store = store;
        this.audit = audit;
        this.clock = clock;
    }

    /// @param created false: it was there already, the very same
    record Added(FeedKey key, boolean created) {}

    Added add(int version, KeyRequest request, Caller caller) {
        String client = owner(request.clientId(), caller);
        if (version < 1) {
            throw DomainException.invalid("version", "1 or greater");
        }
        CustomerKey key = request.key();
        store.lock(client);
        List<FeedKey> known = store.of(client);
        return known.stream()
                .filter(one -> one.version() == version)
                .findFirst()
                .map(same -> new Added(requireSame(same, key), false))
                .orElseGet(() -> new Added(insert(client, version, key, known, caller), true));
    }

    private static FeedKey requireSame(FeedKey known, CustomerKey key) {
        if (!known.key().thumbprint().equals(key.thumbprint())) {
            throw new DomainException(ErrorCode.CONFLICT, "version: another key (expected: a version never changes)");
        }
        return known;
    }

    private FeedKey insert(String client, int version, CustomerKey key, List<FeedKey> known, Caller caller) {
        if (!known.isEmpty() && known.getLast().version() > version) {
            throw DomainException.invalid(
                    "version", "greater than " + known.getLast().version());
        }
        var added = new FeedKey(Ids.next(), client, version, key, caller.actorId(), clock.instant(), new TreeMap<>());
        store.insert(added);
        audit.record(event(AuditAction.FEED_KEY_ADDED, added).by(caller));
        return added;
    }

    /// A client puts its own key; for another one, an administrator does.
    private static String owner(@Nullable String given, Caller caller) {
        return switch (caller) {
            case ServiceCaller client -> {
                if (given != null && !given.equals(client.clientId())) {
                    throw DomainException.invalid("clientId", "your own, or absent");
                }
                yield client.clientId();
            }
            case PersonCaller person -> {
                if (!person.has(Role.ADMIN)) {
                    throw new DomainException(ErrorCode.FORBIDDEN, "role: admin puts the keys of clients on file");
                }
                yield Given.text("clientId", given, 1, LONGEST_CLIENT);
            }
        };
    }

    FeedKey decide(int version, @Nullable String clientId, FeedStep step, @Nullable String comment, PersonCaller by) {
        String client = Given.text("clientId", clientId, 1, LONGEST_CLIENT);
        store.lock(client);
        FeedKey key = find(client, version).orElseThrow(() -> DomainException.notFound("feed key"));
        require(key, step, by);
        store.take(key.id(), step, new Act(by.personId(), clock.instant(), Remark.checked(comment)));
        FeedKey taken = find(client, version).orElseThrow(() -> DomainException.notFound("feed key"));
        audit.record(event(action(step), key).by(by).changed("state", key.state(), taken.state()));
        return taken;
    }

    /// To stop using a key is always the safe side: no second person is needed for that.
    private static void require(FeedKey key, FeedStep step, PersonCaller by) {
        if (step != FeedStep.REVOKED) {
            SecondPerson.requireApprover(key.addedBy().equals(by.actorId()), by);
        }
        boolean open = step == FeedStep.REVOKED
                ? key.acts().isEmpty() || key.isInUse()
                : key.acts().isEmpty();
        if (!open) {
            throw new DomainException(ErrorCode.CONFLICT, "key.state: " + key.state() + " does not allow this");
        }
    }

    /// @param clientId null: of all
    @Transactional(readOnly = true)
    List<FeedKey> list(@Nullable String clientId) {
        return store.of(clientId);
    }

    /// The key of this version, or the newest one, if it is approved and not revoked: nothing is encrypted to another.
    @Transactional(readOnly = true)
    FeedKey inUse(String clientId, @Nullable Integer version) {
        return store.of(clientId).stream()
                .filter(key -> key.isInUse() && (version == null || key.version() == version))
                .max(Comparator.comparingInt(FeedKey::version))
                .orElseThrow(() -> new DomainException(
                        ErrorCode.FEED_KEY_REQUIRED,
                        version == null
                                ? "no approved public key is on file for this client"
                                : "keyVersion: no approved public key of this version"));
    }

    private Optional<FeedKey> find(String client, int version) {
        return store.of(client).stream().filter(key -> key.version() == version).findFirst();
    }

    private static AuditAction action(FeedStep step) {
        return switch (step) {
            case APPROVED -> AuditAction.FEED_KEY_APPROVED;
            case REFUSED -> AuditAction.FEED_KEY_REFUSED;
            case REVOKED -> AuditAction.FEED_KEY_REVOKED;
        };
    }

    private static AuditEvent event(AuditAction action, FeedKey key) {
        return AuditEvent.of(action)
                .on("feed-key", key.id().toString())
                .detail("client", key.clientId())
                .detail("version", key.version())
                .detail("algorithm", key.key().algorithm())
                .detail("thumbprint", key.key().thumbprint());
    }
}
