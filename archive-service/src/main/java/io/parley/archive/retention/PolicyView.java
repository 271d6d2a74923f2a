package io.parley.archive.retention;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.parley.archive.officer.ActView;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A policy as those see it who may.
record PolicyView(
        UUID policyId,
        String state,
        String name,
        String rule,
        @JsonProperty("class") String kind,
        PolicyRequest.Whom audience,
        String period,
        @Nullable String jurisdiction,
        UUID requestedBy,
        Instant requestedAt,
        List<ActView> steps) {

    static PolicyView of(RetentionPolicy policy) {
        return new PolicyView(
                policy.id().value(),
                policy.state(),
                policy.name(),
                policy.action().code(),
                policy.kind().code(),
                PolicyRequest.Whom.of(policy.audience()),
                policy.period().text(),
                policy.audience().jurisdiction(),
                policy.requestedBy().value(),
                policy.requestedAt(),
                ActView.of(policy.acts(), PolicyStep::code));
    }
}
