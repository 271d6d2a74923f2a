package io.parley.audit.disclosure;

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
@RequestMapping("/v1/audit/disclosure-delays")
@Tag(name = "Disclosures")
class DelayController {

    private static final UUID START = new UUID(0, 0);

    private final Delays delays;

    DelayController(Delays delays) {
        this.delays = delays;
    }

    @PostMapping
    @PreAuthorize("hasRole('OFFICER')")
    @Operation(
            summary = "Ask that people be told later who read what they wrote for a case",
            description = "The first of a case works at once, but provisionally; beyond that, and for every extension,"
                    + " another person with the role approver or privacy must approve. The region bounds each decision"
                    + " and the whole.")
    @ApiResponse(responseCode = "201", description = "The delay")
    @ApiResponse(responseCode = "400", description = "A field breaks its rule, or the end lies beyond the bounds")
    ResponseEntity<Delay> request(@RequestBody DelayRequest request, PersonCaller caller) {
        Delay delay = delays.request(request, caller);
        return ResponseEntity.created(URI.create("/v1/audit/disclosure-delays/" + delay.delayId()))
                .body(delay);
    }

    @GetMapping
    @PreAuthorize("hasAnyRole('OFFICER', 'APPROVER', 'AUDITOR', 'PRIVACY')")
    @Operation(
            summary = "Delays, by age",
            description = "Not those of cases in which something of the caller was read: to them these do not exist.")
    Page list(
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(defaultValue = "100") int limit,
            PersonCaller caller) {
        if (limit < 1 || limit > DisclosureController.MOST) {
            throw DomainException.invalid("limit", "1.." + DisclosureController.MOST);
        }
        List<Delay> found = delays.after(cursor(after), caller, limit + 1);
        List<Delay> page = found.stream().limit(limit).toList();
        return new Page(page, found.size() > limit ? page.getLast().delayId().toString() : null);
    }

    @GetMapping("/{id}")
    @PreAuthorize("hasAnyRole('OFFICER', 'APPROVER', 'AUDITOR', 'PRIVACY')")
    @Operation(summary = "One delay")
    Delay one(@PathVariable UUID id, PersonCaller caller) {
        return delays.visible(id, caller);
    }

    @PostMapping("/{id}/approve")
    @PreAuthorize("hasAnyRole('APPROVER', 'PRIVACY')")
    @Operation(summary = "Approve another person's request")
    @ApiResponse(responseCode = "200", description = "The delay works until the end that was asked for")
    @ApiResponse(responseCode = "403", description = "Own request (`four-eyes`), or neither approver nor privacy")
    @ApiResponse(responseCode = "409", description = "Decided already, or over")
    Delay approve(@PathVariable UUID id, PersonCaller caller) {
        return delays.approve(id, caller);
    }

    @PostMapping("/{id}/refuse")
    @PreAuthorize("hasAnyRole('APPROVER', 'PRIVACY')")
    @Operation(summary = "Refuse another person's request", description = "People are told from then on.")
    Delay refuse(@PathVariable UUID id, PersonCaller caller) {
        return delays.refuse(id, caller);
    }

    @PostMapping("/{id}/end")
    @PreAuthorize("hasAnyRole('OFFICER', 'APPROVER', 'PRIVACY')")
    @Operation(summary = "End a delay before its time", description = "People are told from then on.")
    Delay end(@PathVariable UUID id, PersonCaller caller) {
        return delays.end(id, caller);
    }

    @Schema(name = "DisclosureDelays")
    record Page(List<Delay> items, @JsonInclude @Nullable String nextCursor) {}

    private static UUID cursor(@Nullable String after) {
        try {
            return after == null || after.isEmpty() ? START : Ids.parse(after);
        } catch (IllegalArgumentException e) {
            throw DomainException.invalid("after", "a cursor of an earlier answer");
        }
    }
}
