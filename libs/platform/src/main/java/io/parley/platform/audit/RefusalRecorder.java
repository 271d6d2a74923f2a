package io.parley.platform.audit;

import io.parley.contracts.ErrorCode;
import io.parley.platform.identity.Caller;
import io.parley.platform.problem.DomainException;
import jakarta.servlet.http.HttpServletRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.servlet.HandlerMapping;

/// Records refusals (403) before they are answered. The path is the route's pattern, so no id or word gets in.
public final class RefusalRecorder {

    private static final Logger LOG = LoggerFactory.getLogger(RefusalRecorder.class);

    private final AuditTrail trail;

    RefusalRecorder(AuditTrail trail) {
        this.trail = trail;
    }

    /// A refusal that cannot be recorded is still refused: refusing is the safe side. The log says that it is missing.
    public void record(ErrorCode code, HttpServletRequest request) {
        try {
            trail.recordNow(event(code, request));
        } catch (DomainException trailDown) {
            LOG.error("A refusal ({}) could not be recorded: {}", code.code(), trailDown.detail());
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
