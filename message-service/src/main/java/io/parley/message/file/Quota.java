package io.parley.message.file;

import io.parley.contracts.ErrorCode;
import io.parley.platform.problem.DomainException;

/// What one person may store, finished and unfinished.
record Quota(long bytes, int unfinished) {

    /// @throws DomainException `rule-violated` or `too-many-requests`
    void check(FileShelf.Usage usage, long more) {
        if (usage.unfinished() >= unfinished) {
            throw new DomainException(
                    ErrorCode.TOO_MANY_REQUESTS, "finish or delete one of your " + unfinished + " open uploads first");
        }
        if (more > bytes - usage.bytes()) {
            throw new DomainException(ErrorCode.RULE_VIOLATED, "size: more than what is left of your quota")
                    .violation("size", "quota of " + bytes + " bytes")
                    .with("bytes", usage.bytes())
                    .with("limitBytes", bytes);
        }
    }
}
