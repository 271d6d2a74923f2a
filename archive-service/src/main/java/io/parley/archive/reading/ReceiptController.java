package io.parley.archive.reading;

import io.parley.platform.identity.PersonCaller;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/v1/archive/records")
@PreAuthorize("hasRole('OFFICER')")
@Tag(name = "Archive", description = "Reading archived messages, only under a grant")
class ReceiptController {

    private final MessageReceipts receipts;

    ReceiptController(MessageReceipts receipts) {
        this.receipts = receipts;
    }

    @GetMapping("/{recordId}/receipts")
    @Operation(
            summary = "Who had a message and who had read it, and when, within a grant",
            description = "As far as the consent gate let their marks in; ascending by person.")
    ReceiptView messageReceipts(
            @PathVariable UUID recordId, @RequestParam(required = false) @Nullable UUID grantId, PersonCaller caller) {
        return receipts.of(recordId, grantId, caller);
    }
}
