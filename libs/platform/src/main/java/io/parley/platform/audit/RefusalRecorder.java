package io.parley.platform.audit;

import io.parley.contracts.ErrorCode;
import io.parley.platform.identity.Caller;
import io.parley.platform.problem.DomainException;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.servlet.HandlerMapping;

/// Records refusals (403) before they are answered. The path is the route's pattern, so no id or word gets in.
public final class RefusalRecorder {

    private static final int FORBIDDEN = 403;

    private final AuditTrail trail;

    RefusalRecorder(AuditTrail trail) {
        this.trail = trail;
    }

    /// @return what to answer: the refusal, or that the audit trail is down when it could not be recorded.
    ///     Nothing is allowed either way, and no 403 leaves without its event.
    public DomainException record(DomainException refused, HttpServletRequest request) {
        if (refused.code().status() != FORBIDDEN) {
            return refused;
        }
        try {
            trail.recordNow(event(refused.code(), request));
            return refused;
        } catch (DomainException trailDown) {
            return trailDown;
        }
    }

    private static AuditEvent event(ErrorCode code, HttpServletRequest request) {
        Object pattern = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
        var event = AuditEvent.refusal(code, request.getMethod(), pattern == null ? "" : pattern.toString());
        var authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication != null && authentication.getPrincipal() instanceof Caller caller
                ? event.by(caller)
                : event;
    }
}
