package io.parley.archive.export;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.parley.archive.officer.Scope;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// An export as its requester and the approvers see it.
///
/// @param error only of a failed one
record ExportView(
        UUID exportId,
        String state,
        String format,
        UUID grantId,
        UUID requesterId,
        String purpose,
        String caseRef,
        Scope scope,
        Instant requestedAt,
        @Nullable UUID decidedBy,
        @Nullable Instant decidedAt,
        @Nullable String comment,
        Progress progress,
        @Nullable Instant finishedAt,
        @Nullable Contents contents,
        @Nullable Failure error) {

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Progress(long written, @Nullable Long total) {}

    /// @param sha256 of the zip, in hexadecimal
    record Contents(long records, int conversations, long size, String sha256, String manifestSha256) {}

    /// @param report per conversation what differs, when counts do
    record Failure(String reason, @Nullable List<ExportFailure.Difference> report) {

        static Failure of(String reason, @Nullable String report) {
            return new Failure(
                    reason,
                    report == null
                            ? null
                            : List.of(JsonMapper.shared().readValue(report, ExportFailure.Difference[].class)));
        }
    }

    static ExportView of(Export export) {
        Export.Decision decision = export.decision();
        return new ExportView(
                export.id().value(),
                export.state().code(),
                export.format().code(),
                export.grant(),
                export.requester().value(),
                export.purpose(),
                export.caseRef(),
                Scope.of(
                        export.scope().persons(),
                        export.scope().conversations(),
                        null,
                        export.scope().from(),
                        export.scope().to()),
                export.requestedAt(),
                decision == null ? null : decision.by().value(),
                decision == null ? null : decision.at(),
                decision == null ? null : decision.comment(),
                new Progress(export.written(), export.total()),
                export.finishedAt(),
                contents(export.result()),
                export.reason() == null ? null : Failure.of(export.reason(), export.report()));
    }

    private static @Nullable Contents contents(Export.@Nullable Result result) {
        return result == null
                ? null
                : new Contents(
                        result.records(),
                        result.conversations(),
                        result.size(),
                        HexFormat.of().formatHex(result.sha256()),
                        HexFormat.of().formatHex(result.manifestSha256()));
    }

    @Override
    public String toString() {
        return "ExportView[" + exportId + ", " + state + "]";
    }
}
