package io.parley.platform.identity;

import io.parley.contracts.ErrorCode;
import io.parley.platform.audit.RefusalRecorder;
import io.parley.platform.problem.DomainException;
import io.parley.platform.problem.Problem;
import io.parley.platform.problem.TraceIds;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;
import tools.jackson.databind.json.JsonMapper;

/// Reads the bearer token (RFC 6750 §2.1) and puts the caller into the security context, or answers with a problem.
/// A request without a token passes as anonymous; what needs a caller refuses it later.
final class BearerFilter extends OncePerRequestFilter {

    private static final String SCHEME = "Bearer ";

    private final TokenVerifier verifier;
    private final RoleTraining training;
    private final SecurityProblems problems;
    private final RefusalRecorder refusals;

    BearerFilter(TokenVerifier verifier, RoleTraining training, SecurityProblems problems, RefusalRecorder refusals) {
        this.verifier = verifier;
        this.training = training;
        this.problems = problems;
        this.refusals = refusals;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        @Nullable String token = token(request);
        if (token != null) {
            try {
                var context = SecurityContextHolder.createEmptyContext();
                context.setAuthentication(CallerAuthentication.of(verifier.verify(token), training));
                SecurityContextHolder.setContext(context);
            } catch (DomainException refused) {
                problems.write(refusals.record(refused, request), request, response);
                return;
            }
        }
        chain.doFilter(request, response);
    }

    private static @Nullable String token(HttpServletRequest request) {
        String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        return header != null && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                ? header.substring(SCHEME.length()).trim()
                : null;
    }

    /// Writes a problem where no controller is involved.
    record SecurityProblems(JsonMapper json) {

        void write(DomainException refused, HttpServletRequest request, HttpServletResponse response)
                throws IOException {
            var locale = Problem.locale(request.getHeader(HttpHeaders.ACCEPT_LANGUAGE));
            var problem = Problem.of(refused, locale, TraceIds.of(request.getHeader("traceparent")));
            response.setStatus(problem.status());
            Problem.headers(refused).forEach((name, values) -> response.setHeader(name, values.getFirst()));
            response.getOutputStream().write(json.writeValueAsBytes(problem));
        }

        void unauthenticated(HttpServletRequest request, HttpServletResponse response) throws IOException {
            write(new DomainException(ErrorCode.UNAUTHENTICATED, "send a bearer token"), request, response);
        }
    }
}
