package io.parley.client;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.parley.client.proof.RecordProof;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Reading the archive: only under a grant that a second person approved, only inside its scope.
public final class Archive {

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

    public Coverage coverage(ConversationId conversation) {
        return Json.as(rest.get("/v1/archive/conversations/" + conversation + "/coverage"), Coverage.class);
    }

    private Grant decide(GrantId grant, String verb, String comment) {
        JsonNode answer = rest.post("/v1/archive/grants/" + grant + "/" + verb, Map.of("comment", comment));
        return Json.as(answer, Grant.class);
    }
}
