package io.parley.archive.retention;

import io.parley.archive.retention.PurgeStore.Sweep;
import io.parley.contracts.AuditAction;
import io.parley.platform.audit.AuditEvent;
import io.parley.platform.audit.AuditTrail;
import io.parley.platform.problem.DomainException;
import io.parley.platform.region.ParleyProperties;
import io.parley.platform.signing.NoteKey;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/// Issues a certificate at the end of each sweep that destroyed something. Its digest goes into the audit log, so that
/// no certificate can be changed or made up later.
@Service
@Transactional
class Certificates {

    private final CertificateStore store;
    private final AuditTrail audit;
    private final JsonMapper json;
    private final NoteKey key;
    private final String region;
    private final Clock clock;

    Certificates(
            CertificateStore store,
            AuditTrail audit,
            JsonMapper json,
            NoteKey key,
            ParleyProperties properties,
            Clock clock) {
        this.store = store;
        this.audit = audit;
        this.json = json;
        this.key = key;
        this.region = properties.region();
        this.clock = clock;
    }

    /// @return how many records it is about
    long issue(Sweep sweep, Tally tally) {
        Instant now = clock.instant();
        CertificateStore.Totals totals = store.totals(sweep.id());
        var document = new Document(
                sweep.id().value(),
                region,
                sweep.startedAt(),
                now,
                totals.records(),
                totals.conversations(),
                totals.ranges(),
                totals.digest(),
                store.byPolicy(sweep.id()),
                tally.counts());
        String text = json.writeValueAsString(document);
        store.insert(sweep.id(), now, totals.records(), text, signed(text));
        record(get(sweep.id().value()), totals, tally);
        return totals.records();
    }

    private String signed(String document) {
        try {
            return key.sign(document + "\n");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("certificate: cannot be signed", e);
        }
    }

    @Transactional(readOnly = true)
    Certificate get(UUID id) {
        return store.find(new SweepId(id)).orElseThrow(() -> DomainException.notFound("certificate"));
    }

    private void record(Certificate issued, CertificateStore.Totals totals, Tally tally) {
        audit.record(AuditEvent.of(AuditAction.RETENTION_SWEPT)
                .by("service", "archive-service")
                .on("retention-certificate", issued.certificateId().toString())
                .detail("records", totals.records())
                .detail("conversations", totals.conversations())
                .detail("heldBack", tally.total())
                .detail("digest", issued.digest()));
    }
}
