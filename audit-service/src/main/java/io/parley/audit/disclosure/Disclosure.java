package io.parley.audit.disclosure;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// An event that told of reading, as the person sees it whose words were read.
///
/// @param number among the person's disclosures, from 1; a hole is an event that was erased
/// @param body of the event, exactly as committed to; of it only what concerns the person is shown
/// @param reader the stable id under which people see who read
/// @param delayedUntil null: it was not delayed
/// @param delayGround of the delay that ended last
record Disclosure(
        long number,
        String body,
        String reader,
        @Nullable Instant delayedUntil,
        @Nullable String delayGround) {

    @Override
    public String toString() {
        return "Disclosure[" + number + "]";
    }
}
