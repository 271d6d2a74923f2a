package io.parley.archive.intake;

import io.parley.archive.gate.PartyBasis;
import io.parley.archive.gate.Withholding;
import java.util.List;

/// What becomes of a fact.
sealed interface Verdict {

    /// Metadata that the archive needs to know the parties; holds no words.
    record Membership() implements Verdict {}

    record Keep(List<PartyBasis> parties) implements Verdict {}

    record Withhold(Withholding reason) implements Verdict {}
}
