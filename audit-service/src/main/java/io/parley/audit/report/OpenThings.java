package io.parley.audit.report;

import static io.parley.contracts.AuditAction.GRANT_APPROVED;
import static io.parley.contracts.AuditAction.GRANT_CONFIRMED;
import static io.parley.contracts.AuditAction.GRANT_EMERGENCY;
import static io.parley.contracts.AuditAction.GRANT_EXPIRED;
import static io.parley.contracts.AuditAction.GRANT_REFUSED;
import static io.parley.contracts.AuditAction.GRANT_REQUESTED;
import static io.parley.contracts.AuditAction.GRANT_REVOKED;
import static io.parley.contracts.AuditAction.GRANT_UNCONFIRMED;
import static io.parley.contracts.AuditAction.HOLD_DISPOSED;
import static io.parley.contracts.AuditAction.HOLD_PLACED;
import static io.parley.contracts.AuditAction.HOLD_RELEASED;

import io.parley.audit.report.AccessReport.OpenGrant;
import io.parley.audit.report.AccessReport.OpenHold;
import io.parley.contracts.AuditAction;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What is open at a time: follows grants and holds from their events up to then. One use.
final class OpenThings {

    static final Set<String> GRANTS = codes(
            GRANT_REQUESTED,
            GRANT_APPROVED,
            GRANT_EMERGENCY,
            GRANT_CONFIRMED,
            GRANT_REFUSED,
            GRANT_REVOKED,
            GRANT_EXPIRED,
            GRANT_UNCONFIRMED);

    static final Set<String> HOLDS = codes(HOLD_PLACED, HOLD_RELEASED, HOLD_DISPOSED);

    private final Instant at;
    private final Map<String, ReportEvent> requested = new LinkedHashMap<>();
    private final Map<String, OpenGrant> grants = new LinkedHashMap<>();
    private final Map<String, OpenHold> holds = new LinkedHashMap<>();

    OpenThings(Instant at) {
        this.at = at;
    }

    void take(ReportEvent event) {
        String id = event.object();
        switch (AuditAction.find(event.action()).orElse(null)) {
            case GRANT_REQUESTED -> requested.put(id, event);
            case GRANT_APPROVED -> grants.put(id, grant(event, "approved"));
            case GRANT_EMERGENCY, GRANT_CONFIRMED -> grants.put(id, grant(event, "emergency"));
            case GRANT_REFUSED, GRANT_REVOKED, GRANT_EXPIRED, GRANT_UNCONFIRMED -> grants.remove(id);
            case HOLD_PLACED -> holds.put(id, hold(event));
            case HOLD_RELEASED -> holds.computeIfPresent(id, (_, hold) -> released(hold));
            case HOLD_DISPOSED -> holds.remove(id);
            case null, default -> {}
        }
    }

    /// A grant ends by itself at its end, recorded or not.
    List<OpenGrant> grants() {
        return grants.values().stream()
                .filter(grant -> grant.expiresAt().isAfter(at))
                .toList();
    }

    List<OpenHold> holds() {
        return List.copyOf(holds.values());
    }

    private OpenGrant grant(ReportEvent event, String state) {
        ReportEvent asked = requested.getOrDefault(event.object(), event);
        boolean approved = state.equals("approved");
        return new OpenGrant(
                event.object(),
                state,
                event.purpose(),
                event.caseRef(),
                asked.actor(),
                approved ? event.actor() : null,
                event.at(),
                time(event.detail("expiresAt")));
    }

    /// One without a readable end counts as open: better one too many than one that nobody sees.
    private static Instant time(@Nullable String text) {
        try {
            return text == null ? Instant.MAX : Instant.parse(text);
        } catch (DateTimeException unreadable) {
            return Instant.MAX;
        }
    }

    private static OpenHold hold(ReportEvent event) {
        return new OpenHold(
                event.object(), "in-force", event.caseRef(), event.detail("visibility"), event.actor(), event.at());
    }

    private static OpenHold released(OpenHold hold) {
        return new OpenHold(
                hold.holdId(), "released", hold.caseRef(), hold.visibility(), hold.placedBy(), hold.placedAt());
    }

    private static Set<String> codes(AuditAction... actions) {
        return Stream.of(actions).map(AuditAction::code).collect(Collectors.toUnmodifiableSet());
    }
}
