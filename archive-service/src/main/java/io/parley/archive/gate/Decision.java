package io.parley.archive.gate;

import java.util.List;

/// What the gate says about one message.
public sealed interface Decision {

    /// @param parties everyone who took part, ascending by id, each with the ground that held
    record Archive(List<PartyBasis> parties) implements Decision {

        public Archive {
            parties = List.copyOf(parties);
        }
    }

    record Withhold(Withholding reason) implements Decision {}
}
