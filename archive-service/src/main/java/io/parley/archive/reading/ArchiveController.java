package io.parley.archive.reading;

import io.parley.platform.identity.PersonCaller;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/v1/archive")
@Tag(name = "Archive", description = "Reading archived messages, only under a grant")
class ArchiveController {

    private final ArchiveReading reading;
    private final ArchiveAccounting accounting;

    ArchiveController(ArchiveReading reading, ArchiveAccounting accounting) {
        this.reading = reading;
        this.accounting = accounting;
    }

    @PostMapping("/searches")
    @PreAuthorize("hasRole('OFFICER')")
    @Operation(summary = "Search archived messages within a grant")
    SearchPage search(@RequestBody SearchRequest request, PersonCaller caller) {
        return reading.search(request, caller);
    }

    @GetMapping("/records/{recordId}")
    @PreAuthorize("hasRole('OFFICER')")
    @Operation(summary = "One archived message with all its versions, within a grant")
    ArchivedMessage view(
            @PathVariable UUID recordId, @RequestParam(required = false) @Nullable UUID grantId, PersonCaller caller) {
        return reading.view(recordId, grantId, caller);
    }

    @GetMapping("/records/{recordId}/opening")
    @PreAuthorize("hasRole('OFFICER')")
    @Operation(
            summary = "The exact bytes of one archived version and their salt, within a grant",
            description = "SHA-256(salt ‖ content) is the commitment in the record's proof.")
    Opening opening(
            @PathVariable UUID recordId, @RequestParam(required = false) @Nullable UUID grantId, PersonCaller caller) {
        return reading.opening(recordId, grantId, caller);
    }

    @GetMapping("/records/{recordId}/basis")
    @PreAuthorize("hasAnyRole('OFFICER', 'AUDITOR', 'PRIVACY')")
    @Operation(summary = "Why a message was archived; no content")
    RecordBasis basis(@PathVariable UUID recordId, PersonCaller caller) {
        return accounting.basis(recordId, caller);
    }

    @GetMapping("/conversations/{conversationId}/coverage")
    @PreAuthorize("hasAnyRole('OFFICER', 'AUDITOR', 'PRIVACY')")
    @Operation(summary = "How completely a conversation is archived; no content")
    Coverage coverage(@PathVariable UUID conversationId, PersonCaller caller) {
        return accounting.coverage(conversationId, caller);
    }
}
