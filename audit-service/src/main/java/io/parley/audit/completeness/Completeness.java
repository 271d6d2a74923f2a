package io.parley.audit.completeness;

import static io.parley.contracts.AuditAction.AUDIT_EVENT_QUESTIONED;
import static io.parley.contracts.AuditAction.AUDIT_GAP_FILLED;

import io.parley.platform.audit.AuditEvent;
import io.parley.platform.audit.AuditTrail;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/// Follows the numbers of what arrives.
@Service
public class Completeness {

    private final StreamStore streams;
    private final AuditTrail trail;
    private final Clock clock;

    Completeness(StreamStore streams, AuditTrail trail, Clock clock) {
        this.streams = streams;
        this.trail = trail;
        this.clock = clock;
    }

    /// Each event once, in the order of its arrival, within the transaction that appends it.
    @Transactional(propagation = Propagation.MANDATORY)
    public void take(List<Arrival> arrivals) {
        if (arrivals.isEmpty()) {
            return;
        }
        Instant now = clock.instant();
        Map<UUID, StreamLedger> ledgers = streams.load(
                arrivals.stream().map(arrival -> arrival.place().stream()).collect(Collectors.toSet()));
        for (Arrival arrival : arrivals) {
            UUID stream = arrival.place().stream();
            StreamLedger ledger =
                    ledgers.computeIfAbsent(stream, _ -> new StreamLedger(stream, arrival.service(), 0, List.of()));
            tell(arrival, ledger.take(arrival.place().number(), now));
        }
        streams.save(ledgers.values(), now);
    }

    private void tell(Arrival arrival, StreamLedger.Finding finding) {
        switch (finding) {
            case StreamLedger.Finding.Expected _ -> {}
            case StreamLedger.Finding.Filled _ ->
                trail.record(AuditEvent.of(AUDIT_GAP_FILLED)
                        .by("service", "audit-service")
                        .on("audit-stream", arrival.place().stream().toString())
                        .detail("service", arrival.service())
                        .detail("number", arrival.place().number()));
            case StreamLedger.Finding.Reused _ ->
                trail.record(AuditEvent.of(AUDIT_EVENT_QUESTIONED)
                        .by("service", "audit-service")
                        .on("audit-stream", arrival.place().stream().toString())
                        .detail("reason", "number-reused")
                        .detail("count", 1));
        }
    }
}
