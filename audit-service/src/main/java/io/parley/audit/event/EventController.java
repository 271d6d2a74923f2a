package io.parley.audit.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.parley.audit.erasure.ErasedEvent;
import io.parley.audit.log.EntryId;
import io.parley.audit.log.Hash;
import io.parley.contracts.AuditAction;
import io.parley.contracts.Ids;
import io.parley.platform.identity.PersonCaller;
import io.parley.platform.problem.DomainException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

@RestController
@RequestMapping("/v1/audit")
@Tag(name = "Audit", description = "What was done, by whom, and the proof that the record is complete")
class EventController {

    private final EventSearch search;
    private final JsonMapper json;

    EventController(EventSearch search, JsonMapper json) {
        this.search = search;
        this.json = json;
    }

    @GetMapping("/events")
    @Operation(
            summary = "Events, in the order of the log",
            description = "An auditor sees all of them, an officer those of cases for which they requested a grant."
                    + " The query is recorded as `audit.queried` before this answer is given.")
    @ApiResponse(responseCode = "200", description = "A page of events")
    @ApiResponse(responseCode = "400", description = "A parameter breaks its rule")
    @ApiResponse(responseCode = "403", description = "Neither auditor nor officer")
    @ApiResponse(responseCode = "503", description = "The query cannot be answered or cannot be recorded now")
    Page events(@ParameterObject EventRequest request, PersonCaller caller) {
        int limit = request.size();
        List<EventStore.Stored> found = search.find(caller, request.filter(), request.afterIndex(), limit);
        List<EventView> items = found.stream().limit(limit).map(this::view).toList();
        return new Page(
                items, found.size() > limit ? Cursor.after(items.getLast().index()) : null);
    }

    @GetMapping("/events/{eventId}/proof")
    @Operation(summary = "Proof that an event stands in the log", description = """
                    To check it: `entry` = SHA-256(salt ‖ body), where `body` is a string that holds exactly the bytes \
                    that were committed to (canonical JSON, RFC 8785), so nothing has to be serialised again. The leaf \
                    is SHA-256(0x00 ‖ entry), and `inclusionProof` leads from it to the root in `checkpoint` \
                    (RFC 9162 §2.1.3.2), whose signature verifies with the key at /v1/audit/log/key.""")
    @ApiResponse(
            responseCode = "200",
            description = "The proof; where the event was erased, `erased` says why instead of `salt` and `body`")
    @ApiResponse(responseCode = "404", description = "No such event, or not one that the caller may see")
    Proof proof(@PathVariable String eventId, PersonCaller caller) {
        EventSearch.Proven proven = search.prove(caller, id(eventId));
        Optional<EventStore.Stored> event = proven.event();
        return new Proof(
                proven.proof().index(),
                proven.proof().entry().base64(),
                event.map(found -> Base64.getEncoder().encodeToString(found.salt()))
                        .orElse(null),
                event.map(EventStore.Stored::body).orElse(null),
                proven.erased().orElse(null),
                proven.proof().path().stream().map(Hash::base64).toList(),
                proven.proof().checkpoint());
    }

    @GetMapping("/actions")
    @Operation(
            summary = "The catalogue of actions",
            description = "Every action that is recorded, its detail fields, what it may change, and its meaning.")
    @ApiResponse(responseCode = "200", description = "The catalogue")
    Actions actions() {
        return new Actions(
                Stream.of(AuditAction.values()).map(EventController::action).toList());
    }

    private static Action action(AuditAction action) {
        List<Changed> changes = action.changes().stream()
                .map(field -> new Changed(field.name(), field.kind().code()))
                .toList();
        return new Action(action.code(), action.version(), action.fields(), changes, action.meaning());
    }

    @Schema(name = "AuditEvents")
    record Page(
            List<EventView> items, @JsonInclude @Nullable String nextCursor) {}

    @Schema(name = "AuditActions")
    record Actions(List<Action> items) {}

    @Schema(name = "AuditAction")
    record Action(
            String action,

            @Schema(description = "Grows when the fields, or those of its changes, are others")
            int version,

            List<String> fields,

            @Schema(description = "Of what its events may say what it was before and is after")
            List<Changed> changes,

            String meaning) {}

    @Schema(name = "AuditChangedField")
    record Changed(
            String field,

            @Schema(
                    description = "person: ids of people; personal: what is known of a person",
                    allowableValues = {"plain", "person", "personal"})
            String kind) {}

    @Schema(name = "AuditProof")
    record Proof(
            long index,
            @Schema(description = "The commitment, base64") String entry,
            @Schema(description = "Base64") @Nullable String salt,

            @Schema(description = "Canonical JSON, exactly as committed to") @Nullable
            String body,

            @Schema(description = "Why salt and body are absent; not given when the event was not erased")
            @JsonInclude(JsonInclude.Include.NON_NULL)
            @Nullable
            ErasedEvent erased,

            @Schema(description = "Sibling hashes from the leaf upwards, base64")
            List<String> inclusionProof,

            @Schema(description = "Signed note that the path leads to")
            String checkpoint) {}

    private EventView view(EventStore.Stored event) {
        return json.treeToValue(EventJson.withIndex(event), EventView.class);
    }

    private static EntryId id(String text) {
        try {
            return new EntryId(Ids.parse(text));
        } catch (IllegalArgumentException e) {
            throw DomainException.invalid("eventId", "a UUID");
        }
    }
}
