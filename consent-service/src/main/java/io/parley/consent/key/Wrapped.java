package io.parley.consent.key;

import java.util.UUID;

/// A secret as it rests.
///
/// @param by the wrapping key that opens it
public record Wrapped(byte[] bytes, UUID by) {

    @Override
    public String toString() {
        return "Wrapped[by=" + by + ", bytes=[redacted]]";
    }
}
