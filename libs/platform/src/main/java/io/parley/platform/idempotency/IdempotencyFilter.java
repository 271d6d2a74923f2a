package io.parley.platform.idempotency;

import io.parley.contracts.ErrorCode;
import io.parley.platform.identity.Caller;
import io.parley.platform.problem.DomainException;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Set;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.util.ContentCachingResponseWrapper;

/// `Idempotency-Key` on unsafe calls: the same key with the same request answers the same, with another request it is
/// refused. Only answers that settle the matter are kept; a 5xx may be tried again.
final class IdempotencyFilter extends OncePerRequestFilter {

    private static final String HEADER = "Idempotency-Key";
    private static final Set<String> UNSAFE = Set.of("POST", "PUT", "PATCH", "DELETE");
    private static final int MAX_KEY = 200;

    private final IdempotentRequests requests;
    private final HandlerExceptionResolver problems;

    IdempotencyFilter(IdempotentRequests requests, HandlerExceptionResolver problems) {
        this.requests = requests;
        this.problems = problems;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return request.getHeader(HEADER) == null
                || !UNSAFE.contains(request.getMethod())
                || isStreamed(request.getContentType())
                || !(authenticated() instanceof Caller);
    }

    /// Too long to keep and compare; such calls say themselves what repeating them means.
    private static boolean isStreamed(@org.jspecify.annotations.Nullable String contentType) {
        return contentType != null
                && (contentType.startsWith("multipart/") || contentType.startsWith("application/octet-stream"));
    }

    private static @org.jspecify.annotations.Nullable Object authenticated() {
        var authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication == null ? null : authentication.getPrincipal();
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            String key = key(request);
            var repeatable = RepeatableRequest.read(request);
            String caller = ((Caller) java.util.Objects.requireNonNull(authenticated())).actorId();
            switch (requests.begin(caller, key, hash(repeatable))) {
                case IdempotentRequests.Begin.Fresh fresh -> run(caller, key, repeatable, response, chain);
                case IdempotentRequests.Begin.Done done -> replay(done.answer(), response);
                case IdempotentRequests.Begin.Running running ->
                    throw new DomainException(ErrorCode.IDEMPOTENCY_IN_PROGRESS, "try again in a moment");
                case IdempotentRequests.Begin.Mismatch mismatch ->
                    throw new DomainException(
                            ErrorCode.IDEMPOTENCY_MISMATCH, HEADER + ": used before with another request");
            }
        } catch (RuntimeException refused) {
            problems.resolveException(request, response, null, refused);
        }
    }

    private static String key(HttpServletRequest request) {
        String key = request.getHeader(HEADER);
        if (key.isBlank() || key.length() > MAX_KEY) {
            throw DomainException.invalid(HEADER, "length 1.." + MAX_KEY);
        }
        return key;
    }

    private void run(
            String caller, String key, RepeatableRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var kept = new ContentCachingResponseWrapper(response);
        boolean settled = false;
        try {
            chain.doFilter(request, kept);
            if (kept.getStatus() < 500) {
                requests.finish(caller, key, answer(kept));
                settled = true;
            }
        } finally {
            if (!settled) {
                requests.abandon(caller, key);
            }
        }
        kept.copyBodyToResponse();
    }

    private static IdempotentRequests.Answer answer(ContentCachingResponseWrapper kept) {
        return new IdempotentRequests.Answer(
                kept.getStatus(), kept.getContentType(), kept.getHeader("Location"), kept.getContentAsByteArray());
    }

    private static void replay(IdempotentRequests.Answer answer, HttpServletResponse response) throws IOException {
        response.setStatus(answer.status());
        if (answer.contentType() != null) {
            response.setContentType(answer.contentType());
        }
        if (answer.location() != null) {
            response.setHeader("Location", answer.location());
        }
        response.getOutputStream().write(answer.body());
    }

    private static byte[] hash(RepeatableRequest request) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            String target = request.getMethod() + " " + request.getRequestURI() + "?" + request.getQueryString() + "\n";
            digest.update(target.getBytes(StandardCharsets.UTF_8));
            return digest.digest(request.body());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("SHA-256: missing in this JDK", impossible);
        }
    }
}
