package io.parley.archive.intake;

import io.parley.archive.gate.Withholding;

/// A fact and what becomes of it.
record Judged(Fact fact, Verdict verdict) {

    Judged withheld(Withholding reason) {
        return new Judged(fact, new Verdict.Withhold(reason));
    }

    boolean keepsContent() {
        return verdict instanceof Verdict.Keep && fact.change() instanceof Change.Content;
    }
}
