package io.parley.audit.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.parley.audit.log.LogIntegrity;
import io.parley.audit.log.TransparencyLog;
import io.parley.contracts.AuditAction;
import io.parley.platform.audit.AuditEvent;
import io.parley.platform.audit.AuditTrail;
import io.parley.platform.identity.PersonCaller;
import io.parley.platform.region.ParleyProperties;
import io.parley.platform.signing.NoteKey;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import org.springframework.stereotype.Service;
import tools.jackson.databind.json.JsonMapper;

/// Makes reports and signs them. A report's digest is in the log before the report leaves, so that none can be changed
/// or made up later.
@Service
class AccessReports {

    /// The longest life of a grant and a day.
    private static final Duration GRANTS_BEFORE = Duration.ofDays(31);

    private static final int SAMPLE = 1000;

    private final ReportStore store;
    private final TransparencyLog log;
    private final NoteKey key;
    private final AuditTrail trail;
    private final String region;
    private final Clock clock;

    AccessReports(
            ReportStore store,
            TransparencyLog log,
            NoteKey key,
            AuditTrail trail,
            ParleyProperties properties,
            Clock clock) {
        this.store = store;
        this.log = log;
        this.key = key;
        this.trail = trail;
        this.region = properties.region();
        this.clock = clock;
    }

    /// @param document JSON of the report
    /// @param digest SHA-256 of the document in UTF-8, hexadecimal
    /// @param note the document and a line feed, signed by the log's key
    record Signed(AccessReport report, String document, String digest, String note) {}

    Signed make(Instant from, Instant to, PersonCaller caller) {
        AccessReport report = report(from, to);
        String document = JsonMapper.shared().writeValueAsString(report);
        var signed = new Signed(report, document, sha256(document), signed(document));
        trail.recordNow(AuditEvent.of(AuditAction.AUDIT_REPORTED)
                .by(caller)
                .on("audit-report", "access")
                .detail("from", from)
                .detail("to", to)
                .detail("digest", signed.digest()));
        return signed;
    }

    private AccessReport report(Instant from, Instant to) {
        var lists = new ReportLists();
        store.each(from, to, ReportLists.ACCESS, lists::take);
        store.each(from, to, ReportLists.OTHERS, lists::take);
        store.eachRefused(from, to, lists::takeRefused);
        var open = new OpenThings(to);
        store.each(to.minus(GRANTS_BEFORE), to, OpenThings.GRANTS, open::take);
        store.each(Instant.EPOCH, to, OpenThings.HOLDS, open::take);
        return new AccessReport(
                AccessReport.SCHEMA,
                region,
                from,
                to,
                clock.instant().truncatedTo(ChronoUnit.MILLIS),
                lists.access(),
                lists.refused(),
                open.grants(),
                open.holds(),
                lists.retention(),
                lists.erasures(),
                integrity(from, to),
                lists.truncated());
    }

    private AccessReport.Integrity integrity(Instant from, Instant to) {
        LogIntegrity found = log.integrity(from);
        List<ReportStore.Opening> sample = store.sample(from, to, SAMPLE);
        List<Long> altered = sample.stream()
                .filter(opening -> !log.commits(opening.index(), opening.salt(), opening.body()))
                .map(ReportStore.Opening::index)
                .toList();
        return new AccessReport.Integrity(
                found.origin(),
                found.size(),
                found.root(),
                found.signatureHolds(),
                found.rootHolds(),
                found.sinceSize(),
                found.sinceHolds(),
                sample.size(),
                altered,
                store.missing());
    }

    private String signed(String document) {
        try {
            return key.sign(document + "\n");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("report: cannot be signed", e);
        }
    }

    private static String sha256(String document) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(document.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("SHA-256: absent (expected: every Java platform has it)", e);
        }
    }
}
