package io.parley.archive.intake;

import io.parley.archive.gate.Withholding;
import io.parley.archive.seal.Happening;
import org.jspecify.annotations.Nullable;

/// A fact and what becomes of it.
record Judged(Fact fact, Verdict verdict) {

    Judged withheld(Withholding reason) {
        boolean joined = fact.change() instanceof Change.Joined;
        return new Judged(fact, joined ? new Verdict.Membership() : new Verdict.Withhold(reason));
    }

    /// Whether something is to be sealed.
    boolean keepsWords() {
        return verdict instanceof Verdict.Keep && (fact.change() instanceof Change.Content || fact.aside() != null);
    }

    /// What the archive keeps of it beside words: nothing of what is withheld.
    @Nullable
    Happening happening() {
        return verdict instanceof Verdict.Withhold ? null : fact.happening();
    }
}
