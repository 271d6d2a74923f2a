package io.parley.message.history;

import io.parley.contracts.ConversationId;
import io.parley.contracts.PersonId;
import io.parley.contracts.event.MessageRun;
import io.parley.message.conversation.Memberships;
import io.parley.platform.problem.DomainException;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Sealed facts for gateways that fill a client's gap.
@RestController
class InternalHistoryController {

    private static final MediaType PROTOBUF = MediaType.parseMediaType("application/x-protobuf");

    private final Memberships memberships;
    private final MessageLog log;

    InternalHistoryController(Memberships memberships, MessageLog log) {
        this.memberships = memberships;
        this.log = log;
    }

    @GetMapping("/internal/conversations/{id}/run")
    ResponseEntity<byte[]> run(
            @PathVariable ConversationId id,
            @RequestParam PersonId personId,
            @RequestParam(defaultValue = "0") @Min(0) long after,
            @RequestParam(defaultValue = "500") @Min(1) @Max(1000) int limit) {
        long upTo = memberships.readableUpTo(id, personId).orElseThrow(() -> DomainException.notFound("conversation"));
        MessageRun.Builder run = MessageRun.newBuilder();
        log.first(id, after, upTo, limit).forEach(fact -> run.addItems(fact.shown()));
        return ResponseEntity.ok().contentType(PROTOBUF).body(run.build().toByteArray());
    }
}
