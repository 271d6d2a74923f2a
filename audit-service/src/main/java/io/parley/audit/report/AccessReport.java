package io.parley.audit.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a report says. Ids, codes and counts only; whoever needs names has the directory.
///
/// @param from inclusive
/// @param to exclusive; what is open is open at this time
/// @param truncated lists that were too long, and end after their first 2,000 lines
@JsonInclude(JsonInclude.Include.NON_NULL)
record AccessReport(
        String schema,
        String region,
        Instant from,
        Instant to,
        Instant generatedAt,
        List<Access> access,
        List<Refused> refused,
        List<OpenGrant> grants,
        List<OpenHold> holds,
        List<Swept> retention,
        List<Erased> erasures,
        Integrity integrity,
        List<String> truncated) {

    static final String SCHEMA = "parley.audit.access-report.v1";

    /// @param actor a person, or a client of the feed
    /// @param people how often somebody's words were in it, counted for each act and person
    record Access(
            String actor,
            String action,
            @Nullable String purpose,
            @Nullable String caseRef,
            long acts,
            long people,
            Instant first,
            Instant last) {}

    /// @param code of the problem that was answered, where it was one
    record Refused(String actor, String action, @Nullable String code, long attempts, Instant first, Instant last) {}

    /// @param approvedBy absent in an emergency that was not confirmed yet
    record OpenGrant(
            String grantId,
            String state,
            @Nullable String purpose,
            @Nullable String caseRef,
            @Nullable String requestedBy,
            @Nullable String approvedBy,
            Instant since,
            Instant expiresAt) {}

    /// A hold that binds: in force, or released and not disposed of.
    record OpenHold(
            String holdId,
            String state,
            @Nullable String caseRef,
            @Nullable String visibility,
            String placedBy,
            Instant placedAt) {}

    /// One run of retention that destroyed something.
    record Swept(String certificateId, Instant at, String records, String conversations, String heldBack) {}

    /// Events of the log whose bodies were erased.
    record Erased(String erasureId, Instant at, String ground, String events) {}

    /// What was checked while the report was made, and how it went.
    ///
    /// @param signatureHolds of the latest checkpoint, by the log's key
    /// @param rootHolds the root that the stored tree has now is the one that was signed
    /// @param sinceSize of the tree at the latest checkpoint before the period; absent: there was none
    /// @param sinceHolds the tree of that size still has the root that was signed then
    /// @param eventsChecked how many of the period's events were hashed again, spread evenly over it
    /// @param eventsAltered indexes of those that are not what their entries commit to
    /// @param missing events that services numbered and that did not arrive
    record Integrity(
            String origin,
            long size,
            String root,
            boolean signatureHolds,
            boolean rootHolds,
            @Nullable Long sinceSize,
            @Nullable Boolean sinceHolds,
            long eventsChecked,
            List<Long> eventsAltered,
            long missing) {

        boolean holds() {
            return signatureHolds && rootHolds && !Boolean.FALSE.equals(sinceHolds) && eventsAltered.isEmpty();
        }
    }
}
