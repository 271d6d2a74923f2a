package io.parley.platform.holds;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;

/// archive-service's internal call about legal holds (scope `internal`). Who is about to destroy something asks here
/// first, and destroys nothing without an answer: an archive that cannot be asked may know of a hold. An answer is good
/// for its moment only: ask once more just before the end.
@HttpExchange("/internal/holds")
public interface HoldsApi {

    /// The holds that bind and need something of this person: those in force, and released ones until what they kept is
    /// disposed of. In doubt a hold is in the answer.
    @PostExchange("/covering")
    Covering covering(@RequestBody Question question);

    /// @param fromMonth UTC, as `2026-11`; null: from the beginning
    /// @param untilMonth UTC, and the whole month is meant; null: without an end, as for the key of a file,
    ///     which may be sent long after it was uploaded
    record Question(
            UUID personId,
            @Nullable String fromMonth,
            @Nullable String untilMonth) {}

    /// @param holds ascending by age; empty: nothing is held
    record Covering(List<CoveringHold> holds) {}

    /// @param silent the person must not learn of it, nor anyone who could tell them
    record CoveringHold(UUID holdId, boolean silent) {}
}
