package io.parley.audit.log;

import static java.nio.charset.StandardCharsets.UTF_8;

/// What someone wants in the log.
///
/// @param body the exact text that is committed to, as UTF-8; the log does not keep it
public record Submission(EntryId id, String body) {

    byte[] bytes() {
        return body.getBytes(UTF_8);
    }

    @Override
    public String toString() {
        return "Submission[id=" + id + ", body=[redacted]]";
    }
}
