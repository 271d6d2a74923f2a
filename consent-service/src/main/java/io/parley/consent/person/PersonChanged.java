package io.parley.consent.person;

import java.time.Instant;

/// A person's entry changed, in the transaction that is still open.
public record PersonChanged(Person before, Person after, Instant effectiveAt) {

    /// Whether something changed that the rules for legal bases look at.
    public boolean touchesBasis() {
        return before.profile().kind() != after.profile().kind()
                || !before.profile().region().equals(after.profile().region())
                || !before.profile().languages().equals(after.profile().languages())
                || returned();
    }

    public boolean left() {
        return before.profile().active() && !after.profile().active();
    }

    public boolean returned() {
        return !before.profile().active() && after.profile().active();
    }
}
