package io.parley.message.conversation;

import io.parley.contracts.ConversationId;
import io.parley.contracts.ErrorCode;
import io.parley.contracts.PersonId;
import io.parley.contracts.event.MessageRejected;
import io.parley.platform.identity.PersonCaller;
import io.parley.platform.problem.DomainException;
import io.parley.platform.submission.Outcome;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/v1/conversations")
@Tag(name = "Conversations")
class ConversationController {

    private final ConversationCommands commands;
    private final ConversationRecords records;

    ConversationController(ConversationCommands commands, ConversationRecords records) {
        this.commands = commands;
        this.records = records;
    }

    @PostMapping
    @Operation(summary = "Open a conversation")
    @ApiResponse(responseCode = "201", description = "Opened")
    @ApiResponse(responseCode = "200", description = "It was open before: the same request, or the same two people")
    @ApiResponse(
            responseCode = "400",
            description = "`malformed-request`, `invalid-request`",
            content = {})
    @ApiResponse(
            responseCode = "409",
            description = "`idempotency-mismatch`: the id names another one",
            content = {})
    @ApiResponse(
            responseCode = "503",
            description = "`unavailable`; safe to repeat with the same id",
            content = {})
    ResponseEntity<ConversationView> open(PersonCaller caller, @Valid @RequestBody Requests.Opening opening) {
        ConversationId id =
                opening.conversationId() == null ? ConversationId.next() : new ConversationId(opening.conversationId());
        return switch (commands.open(id, caller.personId(), opening.open(caller.personId()))) {
            case Outcome.Accepted accepted -> opened(id, caller, accepted.fact().getRepeatedCommand());
            case Outcome.Refused refused -> opened(first(refused.refusal()), caller, true);
        };
    }

    /// The conversation that two people have already; any other refusal is the answer.
    private static ConversationId first(MessageRejected refusal) {
        String first = refusal.getDetailsMap().get("conversationId");
        if (first == null || ErrorCode.of(refusal.getCode()) != ErrorCode.CONFLICT) {
            throw ConversationCommands.problem(refusal);
        }
        return ConversationId.parse(first);
    }

    private ResponseEntity<ConversationView> opened(ConversationId id, PersonCaller caller, boolean before) {
        ConversationView view = require(id, caller);
        return before
                ? ResponseEntity.ok(view)
                : ResponseEntity.created(URI.create("/v1/conversations/" + id)).body(view);
    }

    @GetMapping
    @Operation(summary = "Your conversations, ascending by id or the newest activity first")
    ConversationView.Page list(
            PersonCaller caller,
            @RequestParam @Nullable String after,
            @RequestParam(defaultValue = "100") @Min(1) @Max(1000) int limit,
            @Parameter(description = "`recent`: newest activity first; a cursor belongs to its order")
                    @RequestParam(defaultValue = "id")
                    @Pattern(regexp = "id|recent")
                    String order) {
        if (order.equals("recent")) {
            return recent(caller, RecentCursor.read(after), limit);
        }
        List<ConversationView> found = records.page(caller.personId(), Cursor.read(after), limit + 1);
        if (found.size() <= limit) {
            return new ConversationView.Page(found, null);
        }
        List<ConversationView> page = found.subList(0, limit);
        UUID last = page.getLast().conversationId();
        return new ConversationView.Page(page, Cursor.after(last));
    }

    private ConversationView.Page recent(PersonCaller caller, RecentCursor after, int limit) {
        List<ConversationView> found = records.recent(caller.personId(), after, limit + 1);
        if (found.size() <= limit) {
            return new ConversationView.Page(found, null);
        }
        List<ConversationView> page = found.subList(0, limit);
        return new ConversationView.Page(
                page, RecentCursor.after(page.getLast()).text());
    }

    @GetMapping("/{id}")
    @Operation(summary = "One of your conversations")
    @ApiResponse(responseCode = "200", description = "The conversation")
    @ApiResponse(
            responseCode = "404",
            description = "`not-found`, also when you are not a member",
            content = {})
    ConversationView get(PersonCaller caller, @PathVariable ConversationId id) {
        return require(id, caller);
    }

    @PostMapping("/{id}/members")
    @Operation(summary = "Add people; each change of membership is a numbered item of the conversation")
    @ApiResponse(responseCode = "200", description = "The conversation with them; those already in it change nothing")
    @ApiResponse(
            responseCode = "400",
            description = "`invalid-request`: an unknown person",
            content = {})
    @ApiResponse(
            responseCode = "403",
            description = "`not-a-member`, `role-required`: as an owner or moderator",
            content = {})
    @ApiResponse(
            responseCode = "422",
            description = "`rule-violated`: direct, or too many members",
            content = {})
    ConversationView add(
            PersonCaller caller, @PathVariable ConversationId id, @Valid @RequestBody Requests.Adding adding) {
        accept(commands.add(id, caller.personId(), adding.add()));
        return require(id, caller);
    }

    /// A conflict says that it is so already.
    private static void accept(Outcome outcome) {
        if (outcome instanceof Outcome.Refused refused
                && !ErrorCode.CONFLICT.code().equals(refused.refusal().getCode())) {
            throw ConversationCommands.problem(refused.refusal());
        }
    }

    @PatchMapping("/{id}")
    @Operation(
            summary = "Change the title or what newcomers may read, as an owner or moderator",
            description = "The history setting holds for those who join after the change.")
    @ApiResponse(responseCode = "200", description = "The conversation as it is now")
    @ApiResponse(
            responseCode = "400",
            description = "`invalid-request`",
            content = {})
    @ApiResponse(
            responseCode = "403",
            description = "`not-a-member`, `role-required`",
            content = {})
    @ApiResponse(
            responseCode = "422",
            description = "`rule-violated`: direct",
            content = {})
    ConversationView change(
            PersonCaller caller, @PathVariable ConversationId id, @Valid @RequestBody Requests.Changing changing) {
        accept(commands.set(id, caller.personId(), changing.set()));
        return require(id, caller);
    }

    @PutMapping("/{id}/members/{personId}/role")
    @Operation(
            summary = "Make a member owner, moderator or plain member, as an owner",
            description = "Owners and moderators add and remove people and change the title; owners appoint. When the"
                    + " last owner leaves, the moderator, else the member, who has been there longest takes over.")
    @ApiResponse(responseCode = "200", description = "The conversation as it is now")
    @ApiResponse(
            responseCode = "400",
            description = "`invalid-request`",
            content = {})
    @ApiResponse(
            responseCode = "403",
            description = "`not-a-member`, `role-required`",
            content = {})
    @ApiResponse(
            responseCode = "404",
            description = "`not-found`: the person is not in it",
            content = {})
    @ApiResponse(
            responseCode = "422",
            description = "`rule-violated`: direct, the last owner, a guest of a customer conversation",
            content = {})
    ConversationView appoint(
            PersonCaller caller,
            @PathVariable ConversationId id,
            @PathVariable PersonId personId,
            @Valid @RequestBody Requests.Appointing appointing) {
        accept(commands.setRole(id, caller.personId(), appointing.set(personId)));
        return require(id, caller);
    }

    @DeleteMapping("/{id}/members/{personId}")
    @Operation(summary = "Remove a person, or leave")
    @ApiResponse(responseCode = "204", description = "They are out of it")
    @ApiResponse(
            responseCode = "403",
            description = "`not-a-member`, `role-required`: others are removed by owners and moderators",
            content = {})
    @ApiResponse(
            responseCode = "404",
            description = "`not-found`: the person is not in it",
            content = {})
    @ApiResponse(
            responseCode = "422",
            description = "`rule-violated`: a direct conversation is fixed",
            content = {})
    ResponseEntity<Void> remove(PersonCaller caller, @PathVariable ConversationId id, @PathVariable PersonId personId) {
        if (commands.remove(id, caller.personId(), personId) instanceof Outcome.Refused refused) {
            throw ConversationCommands.problem(refused.refusal());
        }
        return ResponseEntity.noContent().build();
    }

    private ConversationView require(ConversationId id, PersonCaller caller) {
        return records.find(id, caller.personId()).orElseThrow(() -> DomainException.notFound("conversation"));
    }
}
