package io.parley.consent.key;

import java.util.Collection;
import java.util.UUID;

/// A table of wrapped secrets, which has to follow when there is a newer wrapping key.
public interface WrappedSecrets {

    /// How many of its secrets lie under one of these.
    long under(Collection<UUID> wrappingKeys);

    /// Wraps what lies under one of these with the newest wrapping key, batch by batch. A secret that does not open
    /// stays
    /// as it is and still counts as [#under] it. Instances may do this side by side.
    void rewrap(Collection<UUID> wrappingKeys);
}
