package io.parley.archive.hold;

import io.parley.archive.officer.Act;
import io.parley.archive.officer.ActView;
import io.parley.archive.officer.Scope;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A hold as those see it who may.
record HoldView(
        UUID holdId,
        String state,
        String name,
        String caseRef,
        Scope scope,
        String visibility,
        String ground,
        UUID placedBy,
        Instant placedAt,
        LocalDate reviewDate,
        @Nullable UUID releasedBy,
        @Nullable Instant releasedAt,
        @Nullable String comment,
        List<ActView> steps) {

    static HoldView of(LegalHold hold) {
        @Nullable Act release = hold.act(HoldStep.RELEASED);
        return new HoldView(
                hold.id().value(),
                hold.state(),
                hold.name(),
                hold.caseRef(),
                shown(hold.scope()),
                hold.visibility().code(),
                hold.ground(),
                hold.placedBy().value(),
                hold.placedAt(),
                hold.reviewDate(),
                release == null ? null : release.by().value(),
                release == null ? null : release.at(),
                release == null ? null : release.comment(),
                ActView.of(hold.acts(), HoldStep::code));
    }

    private static Scope shown(HoldScope scope) {
        return Scope.of(
                        scope.persons(),
                        scope.conversations(),
                        scope.isEverybody(),
                        scope.period().from(),
                        scope.period().to())
                .with(scope.words());
    }

    @Override
    public String toString() {
        return "HoldView[" + holdId + ", " + state + "]";
    }
}
