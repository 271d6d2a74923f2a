package io.parley.audit.anomaly;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A version of a rule. Nothing of it changes once it is proposed; a change is another version.
///
/// @param enabled false: from its activation on the rule finds nothing
/// @param proposedBy id of a person; empty for rules that came with the release
/// @param activatedAt absent while it is a proposal
record Rule(
        UUID ruleId,
        int version,
        String name,
        RuleKind kind,
        Map<String, String> parameters,
        boolean enabled,
        String proposedBy,
        Instant proposedAt,
        @Nullable String activatedBy,
        @Nullable Instant activatedAt) {

    Rule {
        parameters = Map.copyOf(parameters);
    }

    Condition condition() {
        return kind.condition(parameters);
    }
}
