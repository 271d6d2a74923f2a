package io.parley.client;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.parley.client.proof.RecordProof;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Reading the archive: only under a grant that a second person approved, only inside its scope.
public final class Archive {

    private static final String EXPORTS = "/v1/archive/exports";

    private final Rest rest;

    Archive(Rest rest) {
        this.rest = rest;
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Scope(
            List<PersonId> personIds,
            List<ConversationId> conversationIds,
            @Nullable Instant from,
            @Nullable Instant to) {}

    public record GrantRequest(String purpose, String caseRef, String justification, Scope scope, Instant expiresAt) {}

    public record Grant(
            GrantId grantId, String state, @Nullable Instant expiresAt) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Search(
            @Nullable GrantId grantId,
            @Nullable String text,
            @Nullable List<PersonId> personIds,
            @Nullable Instant from,
            @Nullable Instant to,
            @Nullable String after,
            @Nullable Integer limit) {

        public static Search text(@Nullable GrantId grant, String text) {
            return new Search(grant, text, null, null, null, null, null);
        }

        /// Never prints what is searched for.
        @Override
        public String toString() {
            return "Search[grantId=" + grantId + "]";
        }
    }

    /// A message as the archive keeps it.
    ///
    /// @param versions earlier versions and edits, as the archive kept them
    public record ArchivedRecord(
            RecordId recordId,
            ConversationId conversationId,
            long seq,
            @Nullable MessageId messageId,
            @Nullable PersonId senderId,
            @Nullable Instant acceptedAt,
            @Nullable Content content,
            @Nullable JsonNode versions,
            boolean recalled) {

        public String text() {
            return content == null ? "" : content.text();
        }

        @Override
        public String toString() {
            return "ArchivedRecord[recordId=" + recordId + ", seq=" + seq + "]";
        }
    }

    /// Why a record was archived: one ground per party, decided at `decidedAt`.
    public record RecordBasis(List<Party> parties, @Nullable Instant decidedAt) {}

    public record Party(
            PersonId personId,
            String ground,
            @Nullable String noticeId,
            int noticeVersion,
            @Nullable String answerId) {}

    /// Accounts for every sequence number; `missing` is 0 or something is wrong.
    public record Coverage(long firstSeq, long lastSeq, long archived, List<NotArchived> notArchived, long missing) {

        public Coverage {
            notArchived = notArchived == null ? List.of() : List.copyOf(notArchived);
        }

        public long notArchivedCount() {
            return notArchived().stream().mapToLong(NotArchived::count).sum();
        }
    }

    /// Opens the commitment in a [RecordProof]: SHA-256(salt ‖ content).
    public record Opening(RecordId recordId, byte[] salt, byte[] content) {

        @Override
        public String toString() {
            return "Opening[recordId=" + recordId + "]";
        }
    }

    public record NotArchived(String reason, long count) {}

    /// @param format eml, actiance-xml, csv, edrm-xml or json
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record ExportRequest(
            @Nullable GrantId grantId,
            String format,
            @Nullable List<PersonId> personIds,
            @Nullable List<ConversationId> conversationIds,
            @Nullable Instant from,
            @Nullable Instant to) {

        public static ExportRequest all(@Nullable GrantId grant, String format) {
            return new ExportRequest(grant, format, null, null, null, null);
        }
    }

    /// @param state requested, approved, refused, building, ready or failed
    public record Export(
            ExportId exportId,
            String state,
            String format,
            Progress progress,
            @Nullable Contents contents,
            @Nullable Failure error) {}

    public record Progress(long written, @Nullable Long total) {}

    /// @param sha256 of the zip, in hexadecimal
    public record Contents(long records, int conversations, long size, String sha256, String manifestSha256) {}

    /// @param report what differs, when counts do
    public record Failure(String reason, @Nullable JsonNode report) {}

    public Grant request(GrantRequest request) {
        return Json.as(rest.post("/v1/archive/grants", request), Grant.class);
    }

    public Grant approve(GrantId grant, String comment) {
        return decide(grant, "approve", comment);
    }

    public Grant refuse(GrantId grant, String comment) {
        return decide(grant, "refuse", comment);
    }

    public Grant revoke(GrantId grant, String comment) {
        return decide(grant, "revoke", comment);
    }

    public Page<ArchivedRecord> search(Search search) {
        return Json.page(rest.post("/v1/archive/searches", search), ArchivedRecord.class);
    }

    public ArchivedRecord record(RecordId record, GrantId grant) {
        return Json.as(
                rest.get("/v1/archive/records/" + record + new Query().with("grantId", grant)), ArchivedRecord.class);
    }

    public RecordBasis basis(RecordId record) {
        return Json.as(rest.get("/v1/archive/records/" + record + "/basis"), RecordBasis.class);
    }

    /// That the record is complete and unaltered, down to a root in the audit log; without its content.
    public RecordProof proof(RecordId record) {
        return Json.as(rest.get("/v1/archive/records/" + record + "/proof"), RecordProof.class);
    }

    /// The bytes to which the record's proof commits.
    public Opening opening(RecordId record, GrantId grant) {
        return Json.as(
                rest.get("/v1/archive/records/" + record + "/opening" + new Query().with("grantId", grant)),
                Opening.class);
    }

    public Export requestExport(ExportRequest request) {
        return Json.as(rest.post(EXPORTS, request), Export.class);
    }

    public Export approve(ExportId export, String comment) {
        return decide(export, "approve", comment);
    }

    public Export refuse(ExportId export, String comment) {
        return decide(export, "refuse", comment);
    }

    public Export export(ExportId export) {
        return Json.as(rest.get(EXPORTS + "/" + export), Export.class);
    }

    public Page<Export> exports(@Nullable String after) {
        return Json.page(rest.get(EXPORTS + new Query().with("after", after)), Export.class);
    }

    /// The zip of a ready export, as it comes; the caller closes it. `ExportVerifier` checks it.
    public InputStream download(ExportId export) {
        return rest.stream(EXPORTS + "/" + export + "/download").body();
    }

    /// What exports are verified with. Keep it apart from them.
    public String exportKey() {
        return rest.text(EXPORTS + "/key");
    }

    public Coverage coverage(ConversationId conversation) {
        return Json.as(rest.get("/v1/archive/conversations/" + conversation + "/coverage"), Coverage.class);
    }

    private Export decide(ExportId export, String verb, String comment) {
        return Json.as(rest.post(EXPORTS + "/" + export + "/" + verb, Map.of("comment", comment)), Export.class);
    }

    private Grant decide(GrantId grant, String verb, String comment) {
        JsonNode answer = rest.post("/v1/archive/grants/" + grant + "/" + verb, Map.of("comment", comment));
        return Json.as(answer, Grant.class);
    }
}
