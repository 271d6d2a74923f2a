package io.parley.archive.export;

import io.parley.archive.grant.GrantScope;
import io.parley.contracts.KeyId;
import io.parley.contracts.PersonId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One export: what was asked for, who decided, how far it is.
///
/// @param result null until it is ready
record Export(
        ExportId id,
        UUID grant,
        PersonId requester,
        String purpose,
        String caseRef,
        ExportFormat format,
        GrantScope scope,
        Instant requestedAt,
        ExportState state,
        @Nullable Decision decision,
        int attempt,
        @Nullable Wrapping wrapping,
        long written,
        @Nullable Long total,
        @Nullable Result result,
        @Nullable Instant finishedAt,
        @Nullable String reason,
        @Nullable String report) {

    record Decision(PersonId by, Instant at, @Nullable String comment) {

        @Override
        public String toString() {
            return "[redacted]";
        }
    }

    /// The secret under which the latest build is encrypted, sealed under the requester's archive key.
    record Wrapping(KeyId key, byte[] secret) {}

    /// @param size of the zip, in bytes
    record Result(long records, int conversations, long size, byte[] sha256, byte[] manifestSha256) {}

    boolean isRequestedBy(PersonId person) {
        return requester.equals(person);
    }

    @Override
    public String toString() {
        return "Export[" + id + ", " + state.code() + "]";
    }
}
