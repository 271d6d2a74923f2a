package io.parley.audit.erasure;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.parley.contracts.Ids;
import io.parley.platform.identity.PersonCaller;
import io.parley.platform.problem.DomainException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/v1/audit/erasures")
@Tag(name = "Audit")
class ErasureController {

    private static final String READERS = "hasAnyRole('PRIVACY', 'APPROVER', 'AUDITOR')";
    private static final String SECOND_PERSON = "hasAnyRole('PRIVACY', 'APPROVER')";
    private static final int MOST = 1000;
    private static final UUID START = new UUID(0, 0);

    private final Erasures erasures;
    private final ErasedEvents erased;

    ErasureController(Erasures erasures, ErasedEvents erased) {
        this.erasures = erasures;
        this.erased = erased;
    }

    @PostMapping
    @PreAuthorize("hasRole('PRIVACY')")
    @Operation(
            summary = "Ask that what events say of a person be erased",
            description = "Another person with the role privacy or approver must approve. Then the bodies of events in"
                    + " which the person acted or which concern the person are deleted with their salts, but for those"
                    + " that must be kept for the region's period or that name somebody under a legal hold. The entries"
                    + " of the log stay, and with them every proof.")
    @ApiResponse(responseCode = "201", description = "The request")
    @ApiResponse(responseCode = "400", description = "A field breaks its rule")
    ResponseEntity<Erasure> request(@RequestBody ErasureRequest request, PersonCaller caller) {
        Erasure asked = erasures.request(request, caller);
        return ResponseEntity.created(URI.create("/v1/audit/erasures/" + asked.erasureId()))
                .body(asked);
    }

    @GetMapping
    @PreAuthorize(READERS)
    @Operation(summary = "Erasures, by age")
    Page list(@RequestParam(required = false) @Nullable String after, @RequestParam(defaultValue = "100") int limit) {
        requireWithin(limit);
        List<Erasure> found = erasures.after(cursor(after), limit + 1);
        List<Erasure> page = found.stream().limit(limit).toList();
        return new Page(page, found.size() > limit ? page.getLast().erasureId().toString() : null);
    }

    @GetMapping("/{id}")
    @PreAuthorize(READERS)
    @Operation(summary = "One erasure, and how far it is")
    Erasure one(@PathVariable UUID id) {
        return erasures.find(id);
    }

    @GetMapping("/{id}/events")
    @PreAuthorize(READERS)
    @Operation(summary = "What is left of the events that were erased by it")
    Events events(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "-1") long after,
            @RequestParam(defaultValue = "100") int limit) {
        requireWithin(limit);
        List<ErasedEvent> found = erased.of(erasures.find(id).erasureId(), after, limit + 1);
        List<ErasedEvent> page = found.stream().limit(limit).toList();
        return new Events(
                page, found.size() > limit ? Long.toString(page.getLast().index()) : null);
    }

    @PostMapping("/{id}/approve")
    @PreAuthorize(SECOND_PERSON)
    @Operation(summary = "Approve another person's request; it is carried out from then on")
    @ApiResponse(responseCode = "200", description = "Approved")
    @ApiResponse(responseCode = "403", description = "Own request (`four-eyes`), or neither privacy nor approver")
    @ApiResponse(responseCode = "409", description = "Decided already")
    Erasure approve(@PathVariable UUID id, PersonCaller caller) {
        return erasures.decide(id, true, caller);
    }

    @PostMapping("/{id}/refuse")
    @PreAuthorize(SECOND_PERSON)
    @Operation(summary = "Refuse another person's request")
    Erasure refuse(@PathVariable UUID id, PersonCaller caller) {
        return erasures.decide(id, false, caller);
    }

    @Schema(name = "AuditErasures")
    record Page(List<Erasure> items, @JsonInclude @Nullable String nextCursor) {}

    @Schema(name = "AuditErasedEvents")
    record Events(
            List<ErasedEvent> items, @JsonInclude @Nullable String nextCursor) {}

    private static void requireWithin(int limit) {
        if (limit < 1 || limit > MOST) {
            throw DomainException.invalid("limit", "1.." + MOST);
        }
    }

    private static UUID cursor(@Nullable String after) {
        try {
            return after == null || after.isEmpty() ? START : Ids.parse(after);
        } catch (IllegalArgumentException e) {
            throw DomainException.invalid("after", "a cursor of an earlier answer");
        }
    }
}
