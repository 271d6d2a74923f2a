package io.parley.archive.file;

import io.parley.client.proof.RecordProof;
import io.parley.platform.identity.PersonCaller;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.UUID;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Archive proofs")
class FileProofController {

    private final FileProofs proofs;

    FileProofController(FileProofs proofs) {
        this.proofs = proofs;
    }

    @GetMapping("/v1/archive/records/{recordId}/files/{fileId}/proof")
    @PreAuthorize("hasAnyRole('OFFICER', 'AUDITOR', 'PRIVACY')")
    @Operation(
            summary = "Proof of what became of a file of one version, down to a root in the audit log; no content",
            description = "As a record's proof, with `previous` of 32 zero bytes: what became of files is not chained.")
    RecordProof fileProof(@PathVariable UUID recordId, @PathVariable UUID fileId, PersonCaller caller) {
        return proofs.of(recordId, fileId, caller);
    }
}
