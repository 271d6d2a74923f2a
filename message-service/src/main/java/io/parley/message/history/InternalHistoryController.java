package io.parley.message.history;

import io.parley.contracts.ConversationId;
import io.parley.contracts.MessageId;
import io.parley.contracts.PersonId;
import io.parley.contracts.event.MessageRun;
import io.parley.message.fact.Change;
import io.parley.message.visibility.Visibility;
import io.parley.message.visibility.Visible;
import io.parley.platform.problem.DomainException;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.List;
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

    private final Visibility visibility;
    private final MessageLog log;

    InternalHistoryController(Visibility visibility, MessageLog log) {
        this.visibility = visibility;
        this.log = log;
    }

    @GetMapping("/internal/conversations/{id}/run")
    ResponseEntity<byte[]> run(
            @PathVariable ConversationId id,
            @RequestParam PersonId personId,
            @RequestParam(defaultValue = "0") @Min(0) long after,
            @RequestParam(defaultValue = "500") @Min(1) @Max(1000) int limit) {
        return run(log.first(id, after, visible(id, personId), limit));
    }

    /// One message and its edits as far as this person may see them, for a forward.
    @GetMapping("/internal/conversations/{id}/messages/{messageId}")
    ResponseEntity<byte[]> message(
            @PathVariable ConversationId id, @PathVariable MessageId messageId, @RequestParam PersonId personId) {
        List<LoggedFact> found = log.message(id, messageId, visible(id, personId));
        if (found.isEmpty() || found.getFirst().fact().change() != Change.POSTED) {
            throw DomainException.notFound("message");
        }
        return run(found);
    }

    private Visible visible(ConversationId id, PersonId person) {
        return visibility.of(id, person).orElseThrow(() -> DomainException.notFound("conversation"));
    }

    private static ResponseEntity<byte[]> run(List<LoggedFact> facts) {
        MessageRun.Builder run = MessageRun.newBuilder();
        facts.forEach(fact -> run.addItems(fact.shown()));
        return ResponseEntity.ok().contentType(PROTOBUF).body(run.build().toByteArray());
    }
}
