package io.parley.message.purge;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.parley.contracts.ConversationId;
import io.parley.message.visibility.Visibility;
import io.parley.message.visibility.Visible;
import io.parley.platform.identity.PersonCaller;
import io.parley.platform.problem.DomainException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// What devices must drop that were away when it was destroyed.
@RestController
@Tag(name = "Messages")
class PurgeController {

    private final Visibility visibility;
    private final Tombstones tombstones;

    PurgeController(Visibility visibility, Tombstones tombstones) {
        this.visibility = visibility;
        this.tombstones = tombstones;
    }

    /// @param number dense per conversation from 1; several items may have one
    @Schema(name = "Purge")
    record Purge(long number, long firstSeq, long lastSeq) {

        static Stream<Purge> of(PurgeRun run, Visible visible) {
            return visible.spans().stream()
                    .map(span -> new Purge(
                            run.number(), Math.max(run.firstSeq(), span.from()), Math.min(run.lastSeq(), span.to())))
                    .filter(seen -> seen.firstSeq() <= seen.lastSeq());
        }
    }

    @Schema(name = "PurgePage")
    record Page(List<Purge> items, @JsonInclude @Nullable String nextCursor) {}

    @GetMapping("/v1/conversations/{id}/purges")
    @Operation(
            summary = "What retention destroyed of a conversation, in the order in which it did",
            description = "Each item is a run of numbers, both ends included, whose copies devices drop. Ask with the"
                    + " last number that the device knows when the welcome names a greater one in `purges`.")
    @ApiResponse(responseCode = "200", description = "A page")
    @ApiResponse(
            responseCode = "400",
            description = "`invalid-request`",
            content = {})
    @ApiResponse(
            responseCode = "404",
            description = "`not-found`, also when you never were a member",
            content = {})
    Page purges(
            PersonCaller caller,
            @PathVariable ConversationId id,
            @Parameter(description = "Those after this number") @RequestParam(defaultValue = "0") @Min(0) long after,
            @RequestParam(defaultValue = "100") @Min(1) @Max(1000) int limit) {
        Visible visible =
                visibility.of(id, caller.personId()).orElseThrow(() -> DomainException.notFound("conversation"));
        List<PurgeRun> oneMore = tombstones.after(id.value(), after, limit + 1);
        List<PurgeRun> page = oneMore.stream().limit(limit).toList();
        return new Page(
                page.stream().flatMap(run -> Purge.of(run, visible)).toList(),
                oneMore.size() > limit ? Long.toString(page.getLast().number()) : null);
    }
}
