package io.parley.message.history;

import io.parley.contracts.ConversationId;
import io.parley.contracts.MessageId;
import io.parley.contracts.PersonId;
import io.parley.message.visibility.Visibility;
import io.parley.message.visibility.Visible;
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

    private final Visibility visibility;
    private final MessageLog log;
    private final HistoryReader reader;

    HistoryController(Visibility visibility, MessageLog log, HistoryReader reader) {
        this.visibility = visibility;
        this.log = log;
        this.reader = reader;
    }

    @GetMapping("/v1/conversations/{id}/messages")
    @Operation(
            summary = "The record of a conversation, ascending",
            description = "Each number is one item: a message, an edit, a recall, a change of membership."
                    + " A person who left reads up to their leaving; one who joined reads from the beginning or from"
                    + " their joining, as the conversation's `history` setting was at that moment.")
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
            @Parameter(
                            description = "Only the thread that began with this message: its messages and their edits,"
                                    + " ascending; not together with before")
                    @RequestParam
                    @Nullable
                    MessageId thread,
            @RequestParam(defaultValue = "100") @Min(1) @Max(1000) int limit) {
        if (thread != null && before != null) {
            throw DomainException.invalid("before", "not together with thread");
        }
        if (after != null && before != null) {
            throw DomainException.invalid("before", "not together with after");
        }
        Visible visible = visible(id, caller.personId());
        long from = after == null ? 0 : after;
        if (thread != null) {
            return forward(id, log.thread(id, thread, from, visible, limit + 1), limit);
        }
        return before == null
                ? forward(id, log.first(id, from, visible, limit + 1), limit)
                : backward(id, log.last(id, before - 1, visible, limit + 1), limit);
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

    private Visible visible(ConversationId id, PersonId person) {
        return visibility.of(id, person).orElseThrow(() -> DomainException.notFound("conversation"));
    }
}
