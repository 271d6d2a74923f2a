package io.parley.gateway.edge;

import io.parley.contracts.AuditAction;
import io.parley.platform.audit.AuditEvent;
import io.parley.platform.audit.AuditTrail;
import io.parley.platform.identity.Caller;
import io.parley.platform.problem.DomainException;
import io.parley.platform.problem.Problem;
import io.parley.platform.problem.TraceIds;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// What the gateway itself refuses: the document for the caller and, for 403, the event for the audit log.
@Component
public final class Refusals {

    private static final int FORBIDDEN = 403;

    private final AuditTrail trail;
    private final JsonMapper json;

    Refusals(AuditTrail trail, JsonMapper json) {
        this.trail = trail;
        this.json = json;
    }

    /// Blocks.
    ///
    /// @param pattern of the path, without ids
    /// @return what to answer: the refusal, or that the audit trail is down when it could not be recorded.
    ///     Nothing is allowed either way, and no 403 leaves without its event.
    public DomainException record(DomainException refused, @Nullable Caller caller, String method, String pattern) {
        if (refused.code().status() != FORBIDDEN) {
            return refused;
        }
        AuditEvent event = AuditEvent.of(AuditAction.ACCESS_REFUSED)
                .refused()
                .detail("code", refused.code().code())
                .detail("method", method)
                .detail("path", pattern);
        try {
            trail.recordNow(caller == null ? event : event.by(caller));
            return refused;
        } catch (DomainException trailDown) {
            return trailDown;
        }
    }

    /// @param header gives a request header, or null
    public byte[] document(DomainException refused, Function<String, @Nullable String> header) {
        return json.writeValueAsBytes(Problem.of(
                refused,
                Problem.locale(header.apply(HttpHeaders.ACCEPT_LANGUAGE)),
                TraceIds.of(header.apply("traceparent"))));
    }
}
