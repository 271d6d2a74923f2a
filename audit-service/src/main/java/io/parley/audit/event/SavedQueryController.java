package io.parley.audit.event;

import io.parley.contracts.Ids;
import io.parley.platform.identity.PersonCaller;
import io.parley.platform.problem.DomainException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/v1/audit/queries")
@Tag(name = "Audit")
class SavedQueryController {

    private final SavedQueries queries;
    private final EventController events;

    SavedQueryController(SavedQueries queries, EventController events) {
        this.queries = queries;
        this.events = events;
    }

    @Schema(name = "AuditQueryToSave")
    record ToSave(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
            String name,

            @Schema(description = "Filters of /v1/audit/events by name") @Nullable
            Map<String, String> parameters) {}

    @Schema(name = "AuditQueries")
    record Mine(List<SavedQuery> items) {}

    @GetMapping
    @Operation(summary = "Own saved queries", description = "By name. Nobody sees those of others.")
    @ApiResponse(responseCode = "200", description = "The queries")
    @ApiResponse(responseCode = "403", description = "Neither auditor nor officer")
    Mine mine(PersonCaller caller) {
        EventSearch.requireReader(caller);
        return new Mine(queries.of(caller));
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            summary = "Save a query",
            description = "Under a name that is taken it replaces what stands there. Recorded as `audit.query-saved`.")
    @ApiResponse(responseCode = "201", description = "The query as saved")
    @ApiResponse(responseCode = "400", description = "A name or a parameter breaks its rule")
    SavedQuery save(@RequestBody ToSave query, PersonCaller caller) {
        EventSearch.requireReader(caller);
        String name = query.name() == null ? "" : query.name();
        Map<String, String> parameters = query.parameters() == null ? Map.of() : query.parameters();
        return queries.save(caller, name, parameters);
    }

    @GetMapping("/{queryId}/events")
    @Operation(
            summary = "Events that a saved query finds",
            description = "As `/v1/audit/events` with its parameters; the query is recorded in the same way.")
    @ApiResponse(responseCode = "200", description = "A page of events")
    @ApiResponse(responseCode = "404", description = "No such query of the caller's")
    EventController.Page events(
            @PathVariable String queryId,
            @RequestParam(defaultValue = "") String after,
            @RequestParam(defaultValue = "") String limit,
            PersonCaller caller) {
        EventSearch.requireReader(caller);
        return events.events(queries.find(caller, id(queryId)).request(after, limit), caller);
    }

    @DeleteMapping("/{queryId}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Delete a saved query", description = "Recorded as `audit.query-deleted`.")
    @ApiResponse(responseCode = "204", description = "Gone")
    @ApiResponse(responseCode = "404", description = "No such query of the caller's")
    void delete(@PathVariable String queryId, PersonCaller caller) {
        EventSearch.requireReader(caller);
        queries.delete(caller, id(queryId));
    }

    private static UUID id(String text) {
        try {
            return Ids.parse(text);
        } catch (IllegalArgumentException e) {
            throw DomainException.invalid("queryId", "a UUID");
        }
    }
}
