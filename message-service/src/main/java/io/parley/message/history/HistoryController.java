package io.parley.message.history;

import io.parley.contracts.ConversationId;
import io.parley.contracts.PersonId;
import io.parley.message.conversation.Memberships;
import io.parley.platform.identity.PersonCaller;
import io.parley.platform.problem.DomainException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Messages")
class HistoryController {

    private final Memberships memberships;
    private final MessageLog log;
    private final HistoryReader reader;

    HistoryController(Memberships memberships, MessageLog log, HistoryReader reader) {
        this.memberships = memberships;
        this.log = log;
        this.reader = reader;
    }

    @GetMapping("/v1/conversations/{id}/messages")
    @Operation(
            summary = "The record of a conversation, ascending",
            description = "Each number is one item: a message, an edit, a recall, a change of membership."
                    + " A person who left reads up to their leaving.")
    @ApiResponse(responseCode = "200", description = "A page")
    @ApiResponse(
            responseCode = "400",
            description = "`invalid-request`",
            content = {})
    @ApiResponse(
            responseCode = "404",
            description = "`not-found`, also when you never were a member",
            content = {})
    @ApiResponse(
            responseCode = "503",
            description = "`unavailable`: the keys cannot be fetched",
            content = {})
    HistoryItem.Page messages(
            PersonCaller caller,
            @PathVariable ConversationId id,
            @Parameter(description = "Items after this number, oldest first") @RequestParam @Min(0) @Nullable
                    Long after,
            @Parameter(description = "The items just before this number") @RequestParam @Min(1) @Nullable Long before,
            @RequestParam(defaultValue = "100") @Min(1) @Max(1000) int limit) {
        if (after != null && before != null) {
            throw DomainException.invalid("before", "not together with after");
        }
        long upTo = upTo(id, caller.personId());
        return before == null
                ? forward(id, log.first(id, after == null ? 0 : after, upTo, limit + 1), limit)
                : backward(id, log.last(id, Math.min(before - 1, upTo), limit + 1), limit);
    }

    private HistoryItem.Page forward(ConversationId id, List<LoggedFact> found, int limit) {
        if (found.size() <= limit) {
            return new HistoryItem.Page(reader.open(id, found), null);
        }
        List<LoggedFact> page = found.subList(0, limit);
        return new HistoryItem.Page(reader.open(id, page), cursor(page.getLast()));
    }

    private HistoryItem.Page backward(ConversationId id, List<LoggedFact> found, int limit) {
        if (found.size() <= limit) {
            return new HistoryItem.Page(reader.open(id, found), null);
        }
        List<LoggedFact> page = found.subList(found.size() - limit, found.size());
        return new HistoryItem.Page(reader.open(id, page), cursor(page.getFirst()));
    }

    private static String cursor(LoggedFact edge) {
        return Long.toString(edge.event().getSeq());
    }

    private long upTo(ConversationId id, PersonId person) {
        return memberships.readableUpTo(id, person).orElseThrow(() -> DomainException.notFound("conversation"));
    }
}
