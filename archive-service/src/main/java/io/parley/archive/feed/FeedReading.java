package io.parley.archive.feed;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.parley.contracts.AuditAction;
import io.parley.contracts.ErrorCode;
import io.parley.contracts.PersonId;
import io.parley.platform.audit.AuditEvent;
import io.parley.platform.audit.AuditTrail;
import io.parley.platform.identity.ServiceCaller;
import io.parley.platform.problem.DomainException;
import java.util.List;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;

/// Lets a page of the feed go: under a live authorisation and an approved key, looked at once more when the page is
/// made,
/// and after its audit event is durable. Fails closed: whatever of these is not there, nothing leaves.
@Service
class FeedReading {

    private static final Logger LOG = LoggerFactory.getLogger(FeedReading.class);

    private final Authorisations authorisations;
    private final FeedKeys keys;
    private final FeedArrivals arrivals;
    private final FeedPacker packer;
    private final AuditTrail audit;
    private final Counter released;

    FeedReading(
            Authorisations authorisations,
            FeedKeys keys,
            FeedArrivals arrivals,
            FeedPacker packer,
            AuditTrail audit,
            MeterRegistry metrics) {
        this.authorisations = authorisations;
        this.keys = keys;
        this.arrivals = arrivals;
        this.packer = packer;
        this.audit = audit;
        this.released = Counter.builder("parley.feed.records")
                .description("Records that left by the feed for outside archives")
                .register(metrics);
    }

    /// @param last the last number that there is
    record Page(List<FeedItem> items, long last) {}

    Page read(FeedQuery asked, RecordForm form, ServiceCaller caller) {
        authorisations.live(caller);
        keys.inUse(caller.clientId(), asked.keyVersion());
        long last = arrivals.await(caller.clientId(), asked);
        if (last < asked.after()) {
            // The store was set back. Numbers would be given again, and the reader would take them for known.
            throw new DomainException(ErrorCode.CONFLICT, "after: beyond the last number of the feed")
                    .with("last", last);
        }
        if (last == asked.after()) {
            return new Page(List.of(), last);
        }
        FeedKey key = keys.inUse(caller.clientId(), asked.keyVersion());
        List<FeedItem> items = packer.pack(asked.after(), Math.min(last, asked.after() + asked.limit()), form, key);
        release(items, form, key, caller);
        return new Page(items, last);
    }

    /// What was ended while the page was made counts.
    private void release(List<FeedItem> items, RecordForm form, FeedKey key, ServiceCaller caller) {
        FeedAuthorisation under = authorisations.live(caller);
        if (!keys.inUse(caller.clientId(), key.version()).id().equals(key.id())) {
            throw new DomainException(ErrorCode.FEED_KEY_REQUIRED, "the key was changed meanwhile");
        }
        long records = count(items, FeedItem.Encrypted.class);
        long lost = count(items, FeedItem.Lost.class);
        if (lost > 0) {
            LOG.error("{} records of the feed are lost: archived, not destroyed by anybody, and not readable", lost);
        }
        AuditEvent event = AuditEvent.of(AuditAction.FEED_READ)
                .by(caller)
                .on("feed-authorisation", under.id().toString())
                .purpose(under.purpose().code())
                .caseRef(under.caseRef())
                .affecting(authors(items))
                .detail("client", caller.clientId())
                .detail("form", form.name())
                .detail("from", items.getFirst().seq())
                .detail("to", items.getLast().seq())
                .detail("records", records)
                .detail("destroyed", count(items, FeedItem.Destroyed.class))
                .detail("lost", lost)
                .detail("keyVersion", key.version());
        audit.recordNow(event);
        released.increment(records);
    }

    private static List<PersonId> authors(List<FeedItem> items) {
        return items.stream()
                .filter(FeedItem.Encrypted.class::isInstance)
                .map(item -> ((FeedItem.Encrypted) item).author())
                .filter(Objects::nonNull)
                .toList();
    }

    private static long count(List<FeedItem> items, Class<? extends FeedItem> kind) {
        return items.stream().filter(kind::isInstance).count();
    }
}
