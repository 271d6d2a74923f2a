package io.parley.platform.problem;

import io.parley.contracts.ErrorCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Ends a request with a problem document. The detail is shown to the caller and logged: never content, never names.
public final class DomainException extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private static final Duration DEFAULT_RETRY = Duration.ofSeconds(2);

    private final ErrorCode code;
    private final transient Map<String, Object> members = new LinkedHashMap<>();
    private final transient List<Violation> violations = new ArrayList<>();
    private @Nullable Duration retryAfter;

    public DomainException(ErrorCode code, String detail) {
        this(code, detail, null);
    }

    public DomainException(ErrorCode code, String detail, @Nullable Throwable cause) {
        super(detail, cause);
        this.code = code;
        this.retryAfter = code == ErrorCode.UNAVAILABLE || code == ErrorCode.TOO_MANY_REQUESTS ? DEFAULT_RETRY : null;
    }

    public static DomainException unavailable(String part, @Nullable Throwable cause) {
        return new DomainException(ErrorCode.UNAVAILABLE, part + " cannot be reached", cause);
    }

    public static DomainException invalid(String field, String rule) {
        return new DomainException(ErrorCode.INVALID_REQUEST, field + ": " + rule).violation(field, rule);
    }

    public static DomainException notFound(String what) {
        return new DomainException(ErrorCode.NOT_FOUND, what + " not found");
    }

    public DomainException with(String name, Object value) {
        members.put(name, value);
        return this;
    }

    public DomainException violation(String field, String rule) {
        violations.add(new Violation(field, rule, null));
        return this;
    }

    public DomainException retryAfter(Duration after) {
        retryAfter = after;
        return this;
    }

    public ErrorCode code() {
        return code;
    }

    public String detail() {
        return String.valueOf(getMessage());
    }

    public Map<String, Object> members() {
        return members;
    }

    public List<Violation> violations() {
        return violations;
    }

    public @Nullable Duration retryAfter() {
        return retryAfter;
    }
}
