package io.parley.audit.erasure;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// Why an event says no more, and the little of it that tells of nobody.
///
/// @param index in the log, where its commitment stays
/// @param place among the events of its service; absent where it had none
/// @param requestedBy who asked for the erasure
/// @param approvedBy the other person, who approved it
@Schema(name = "AuditErasedEvent")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ErasedEvent(
        long index,
        Instant at,
        String action,
        String outcome,
        String service,
        @Nullable Place place,
        Instant erasedAt,
        UUID erasureId,
        String ground,
        UUID requestedBy,
        UUID approvedBy) {

    @Schema(name = "AuditErasedPlace")
    public record Place(String stream, String number) {

        static @Nullable Place of(@Nullable String json) {
            return json == null ? null : JsonMapper.shared().readValue(json, Place.class);
        }
    }
}
