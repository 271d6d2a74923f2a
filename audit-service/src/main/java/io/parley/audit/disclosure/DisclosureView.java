package io.parley.audit.disclosure;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.parley.contracts.AuditAction;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// That somebody read what the asking person wrote. Nothing of others whose words were read in the same act.
@Schema(name = "Disclosure")
@JsonInclude(JsonInclude.Include.NON_NULL)
record DisclosureView(
        @Schema(description = "Name it to the data protection officer or an auditor: they find the event by it")
        String eventId,

        String at,

        @Schema(
                description = "archive.searched, archive.viewed, archive.history-read, archive.receipts-read,"
                        + " archive.exported or feed.read, as at /v1/audit/actions")
        String action,

        Reader reader,
        @Nullable String purpose,
        @Nullable String caseRef,

        @Schema(description = "Of the archive, where a single record was read") @Nullable
        String recordId,

        @Schema(description = "Where a file was read") @Nullable
        String fileId,

        @Nullable Delay delayed) {

    /// @param role `officer`, or `outside-archive` when it left by the feed
    /// @param id the same for the same reader; a pseudonym or the id of the person, as the region has set
    @Schema(name = "DisclosureReader")
    record Reader(String role, String id) {}

    /// Why and until when it was not told.
    @Schema(name = "DisclosureDelayed")
    record Delay(@Nullable String ground, Instant until) {}

    static DisclosureView of(Disclosure told, DisclosureProperties.Reader shown) {
        JsonNode event = JsonMapper.shared().readTree(told.body());
        boolean part = event.path("action").asString().equals(AuditAction.AUDIT_ALSO_AFFECTED.code());
        boolean person = event.at("/actor/type").asString().equals("person");
        boolean record = event.at("/object/type").asString().equals("record");
        return new DisclosureView(
                event.at(part ? "/detail/event" : "/eventId").asString(),
                event.path("at").asString(),
                event.at(part ? "/detail/action" : "/action").asString(),
                new Reader(
                        person ? "officer" : "outside-archive",
                        shown == DisclosureProperties.Reader.PERSON
                                ? event.at("/actor/id").asString()
                                : told.reader()),
                text(event.path("purpose")),
                text(event.path("caseRef")),
                record ? event.at("/object/id").asString() : null,
                text(event.at("/detail/fileId")),
                told.delayedUntil() == null ? null : new Delay(told.delayGround(), told.delayedUntil()));
    }

    private static @Nullable String text(JsonNode value) {
        return value.isString() ? value.asString() : null;
    }
}
