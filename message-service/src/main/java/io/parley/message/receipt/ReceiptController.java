package io.parley.message.receipt;

import com.google.protobuf.ByteString;
import io.parley.contracts.ConversationId;
import io.parley.contracts.Ids;
import io.parley.platform.identity.PersonCaller;
import io.parley.platform.problem.DomainException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/v1/conversations/{id}")
@Tag(name = "Receipts")
class ReceiptController {

    private static final UUID START = new UUID(0, 0);

    private final ReceiptRecords records;
    private final ReceiptDesk desk;

    ReceiptController(ReceiptRecords records, ReceiptDesk desk) {
        this.records = records;
        this.desk = desk;
    }

    @Schema(name = "ReadMark")
    record Read(@NotNull @Min(0) Long seq) {}

    @PutMapping("/read")
    @Operation(summary = "Move your read mark; it never moves back")
    @ApiResponse(responseCode = "204", description = "The mark stands at this number or further")
    @ApiResponse(
            responseCode = "400",
            description = "`invalid-request`: beyond the newest item",
            content = {})
    @ApiResponse(
            responseCode = "404",
            description = "`not-found`, also when you are not a member",
            content = {})
    @ApiResponse(
            responseCode = "503",
            description = "`unavailable`: nothing was moved",
            content = {})
    ResponseEntity<Void> read(PersonCaller caller, @PathVariable ConversationId id, @Valid @RequestBody Read mark) {
        requireReached(mark.seq(), lastSeq(caller, id));
        desk.say(new Mark(id, caller.personId(), 0, mark.seq(), ByteString.EMPTY));
        return ResponseEntity.noContent().build();
    }

    @GetMapping("/receipts")
    @Operation(
            summary = "Who has got and who has read a message",
            description = "Counts for one number, and each present member's marks, ascending by person. Without `seq`"
                    + " the conversation's newest item is meant. In conversations of many members the socket tells"
                    + " counts only; this is where the detail is.")
    @ApiResponse(responseCode = "200", description = "Counts and marks")
    @ApiResponse(
            responseCode = "400",
            description = "`invalid-request`: beyond the newest item",
            content = {})
    @ApiResponse(
            responseCode = "404",
            description = "`not-found`, also when you are not a member",
            content = {})
    ReceiptView receipts(
            PersonCaller caller,
            @PathVariable ConversationId id,
            @RequestParam @Nullable @Min(0) Long seq,
            @RequestParam @Nullable String after,
            @RequestParam(defaultValue = "100") @Min(1) @Max(1000) int limit) {
        long last = lastSeq(caller, id);
        long wanted = seq == null ? last : seq;
        requireReached(wanted, last);
        ReceiptRecords.Count count = records.countAt(id, wanted);
        List<ReceiptRecords.Stand> found = records.page(id, position(after), limit + 1);
        List<ReceiptRecords.Stand> page = found.subList(0, Math.min(limit, found.size()));
        return new ReceiptView(
                wanted,
                count.delivered(),
                count.read(),
                page.stream().map(ReceiptView.Item::of).toList(),
                found.size() > limit ? cursor(page.getLast()) : null);
    }

    private long lastSeq(PersonCaller caller, ConversationId id) {
        return records.lastSeq(id, caller.personId()).orElseThrow(() -> DomainException.notFound("conversation"));
    }

    private static void requireReached(long seq, long last) {
        if (seq > last) {
            throw DomainException.invalid("seq", "at most " + last);
        }
    }

    private static String cursor(ReceiptRecords.Stand last) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(Ids.array(last.person().value()));
    }

    private static UUID position(@Nullable String cursor) {
        try {
            return cursor == null ? START : Ids.uuid(Base64.getUrlDecoder().decode(cursor));
        } catch (IllegalArgumentException _) {
            throw DomainException.invalid("after", "a nextCursor of this list");
        }
    }
}
