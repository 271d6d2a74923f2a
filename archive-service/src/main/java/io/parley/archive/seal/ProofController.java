package io.parley.archive.seal;

import io.parley.client.proof.RecordProof;
import io.parley.platform.identity.PersonCaller;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.UUID;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/v1/archive")
@PreAuthorize("hasAnyRole('OFFICER', 'AUDITOR', 'PRIVACY')")
@Tag(name = "Archive proofs", description = "That what is archived is complete and unaltered; no content")
class ProofController {

    private final Proofs proofs;

    ProofController(Proofs proofs) {
        this.proofs = proofs;
    }

    @GetMapping("/records/{recordId}/proof")
    @Operation(
            summary = "Proof of one record, down to a root in the audit log",
            description = "link = SHA-256(previous ‖ entry); its leaf hash (RFC 9162 §2.1) is at index under root; the "
                    + "event archive.sealed with that root has a proof of its own at /v1/audit/events/{eventId}/proof.")
    RecordProof recordProof(@PathVariable UUID recordId, PersonCaller caller) {
        return proofs.ofRecord(recordId, caller);
    }

    @GetMapping("/conversations/{conversationId}/integrity")
    @Operation(summary = "Hash a conversation's decisions again and compare with what was sealed")
    Integrity integrity(@PathVariable UUID conversationId, PersonCaller caller) {
        return proofs.ofConversation(conversationId, caller);
    }
}
