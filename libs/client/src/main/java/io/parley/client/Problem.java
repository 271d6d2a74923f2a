package io.parley.client;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// An RFC 9457 problem document as Parley's API sends it.
///
/// @param received where an upload goes on, when a part was out of order
public record Problem(
        @Nullable String type,
        @Nullable String title,
        int status,
        @Nullable String code,
        @Nullable String detail,
        @Nullable String traceId,
        List<Violation> violations,
        @Nullable Long received) {

    public Problem {
        violations = violations == null ? List.of() : List.copyOf(violations);
    }

    /// The stable code, `none` when an answer (of a proxy, say) carried no problem document.
    public String codeOrNone() {
        return code == null ? "none" : code;
    }

    static Problem bare(int status) {
        return new Problem(null, null, status, null, null, null, List.of(), null);
    }

    public record Violation(
            @Nullable String field, @Nullable String rule, tools.jackson.databind.@Nullable JsonNode value) {

        /// Without the value: it may be somebody's text.
        @Override
        public String toString() {
            return field + ": " + rule;
        }
    }
}
