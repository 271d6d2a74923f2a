package io.parley.platform.problem;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.parley.contracts.ErrorCode;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;

/// A problem document (RFC 9457 §3) as Parley extends it: a stable `code`, the `traceId`, and `violations` of input.
@JsonPropertyOrder({"type", "title", "status", "code", "detail", "traceId", "violations"})
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Problem(
        String type,
        String title,
        int status,
        String code,
        String detail,
        String traceId,
        List<Violation> violations,
        @JsonAnyGetter Map<String, Object> members) {

    public static Problem of(DomainException exception, Locale locale, String traceId) {
        ErrorCode code = exception.code();
        return new Problem(
                code.type(),
                code.title(locale),
                code.status(),
                code.code(),
                exception.detail(),
                traceId,
                exception.violations(),
                exception.members());
    }

    public static HttpHeaders headers(DomainException exception) {
        HttpHeaders headers = new HttpHeaders();
        headers.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        @Nullable Duration retryAfter = exception.retryAfter();
        if (retryAfter != null) {
            headers.set(HttpHeaders.RETRY_AFTER, Long.toString(Math.max(1, retryAfter.toSeconds())));
        }
        if (exception.code() == ErrorCode.UNAUTHENTICATED || exception.code() == ErrorCode.TOKEN_EXPIRED) {
            headers.set(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        }
        return headers;
    }

    /// The best of what the client accepts (RFC 9110 §12.5.4), English when nothing matches.
    public static Locale locale(@Nullable String acceptLanguage) {
        if (acceptLanguage == null || acceptLanguage.isBlank()) {
            return Locale.ENGLISH;
        }
        try {
            List<Locale.LanguageRange> ranges = Locale.LanguageRange.parse(acceptLanguage);
            return Objects.requireNonNullElse(
                    Locale.lookup(ranges, List.of(Locale.ENGLISH, Locale.CHINESE)), Locale.ENGLISH);
        } catch (IllegalArgumentException unreadable) {
            return Locale.ENGLISH;
        }
    }
}
