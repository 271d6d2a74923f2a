package io.parley.audit.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An event as it is shown: what was committed to, and its place in the log.
@Schema(name = "AuditEvent")
record EventView(
        String eventId,
        long index,
        String at,
        Party actor,

        @Schema(description = "A code of the catalogue at /v1/audit/actions")
        String action,

        Party object,

        @Schema(allowableValues = {"success", "refused", "failed"})
        String outcome,

        @Nullable String purpose,
        @Nullable String caseRef,
        String region,
        String service,
        Map<String, String> detail,

        @Schema(description = "Ids of people whom the event concerns, beside actor and object") @Nullable
        List<String> affected,

        @Schema(description = "What the act changed, by fields that the catalogue names; absent where nothing changed")
        @Nullable
        List<Change> changes,

        @Schema(description = "Where it stands among the events of its service: numbers have no gap within a stream")
        @Nullable
        Place place) {

    @Schema(name = "AuditChange")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Change(
            String field,

            @Schema(description = "Absent: there was nothing") @Nullable
            String before,

            @Schema(description = "Absent: there is nothing any more") @Nullable
            String after) {}

    @Schema(name = "AuditPlace")
    record Place(String stream, String number) {}

    @Schema(name = "AuditParty")
    record Party(String type, String id) {}
}
