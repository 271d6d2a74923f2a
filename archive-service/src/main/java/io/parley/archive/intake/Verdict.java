package io.parley.archive.intake;

import io.parley.archive.gate.PartyBasis;
import io.parley.archive.gate.Withholding;
import java.util.List;

/// What becomes of a fact.
sealed interface Verdict {

    /// As the account of every number says it: `archived`, `withheld` or `membership`.
    String outcome();

    /// Why it was withheld; empty when it was not.
    default String reason() {
        return "";
    }

    /// Who was there and what they might do; holds no words.
    record Membership() implements Verdict {

        @Override
        public String outcome() {
            return "membership";
        }
    }

    record Keep(List<PartyBasis> parties) implements Verdict {

        @Override
        public String outcome() {
            return "archived";
        }
    }

    record Withhold(Withholding why) implements Verdict {

        @Override
        public String outcome() {
            return "withheld";
        }

        @Override
        public String reason() {
            return why.code();
        }
    }
}
