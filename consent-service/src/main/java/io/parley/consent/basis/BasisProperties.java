package io.parley.consent.basis;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// @param packs which rule pack decides for a home region; a region without one allows nothing
/// @param packDirectory folder with packs of one's own (`*.yaml`), which also replace shipped ones of the same name
/// @param reviewInterval how often decisions that are due (obligations that begin or end) are looked for
/// @param reviewPeople how many people one step of a review decides anew; it holds up answers meanwhile
@ConfigurationProperties(value = "parley.basis", ignoreUnknownFields = false)
@Validated
record BasisProperties(
        @DefaultValue Map<String, String> packs,
        @Nullable Path packDirectory,
        @DefaultValue("500ms") Duration reviewInterval,
        @DefaultValue("200") int reviewPeople) {

    BasisProperties {
        packs = Map.copyOf(packs);
        if (reviewPeople < 1) {
            throw new IllegalArgumentException(
                    "parley.basis.review-people: " + reviewPeople + " (expected: at least 1)");
        }
    }
}
