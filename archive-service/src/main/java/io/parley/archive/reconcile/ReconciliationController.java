package io.parley.archive.reconcile;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.parley.archive.officer.ListQuery;
import io.parley.contracts.AuditAction;
import io.parley.contracts.Ids;
import io.parley.platform.audit.AuditEvent;
import io.parley.platform.audit.AuditTrail;
import io.parley.platform.identity.PersonCaller;
import io.parley.platform.problem.DomainException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/v1/archive/reconciliations")
@PreAuthorize("hasAnyRole('OFFICER', 'AUDITOR', 'PRIVACY')")
@Tag(
        name = "Archive reconciliation",
        description = "Whether the archive accounts for all that was accepted; no content")
class ReconciliationController {

    private final ReconciliationStore store;
    private final AuditTrail audit;
    private final TransactionOperations transactions;
    private final Clock clock;

    ReconciliationController(
            ReconciliationStore store, AuditTrail audit, TransactionOperations transactions, Clock clock) {
        this.store = store;
        this.audit = audit;
        this.transactions = transactions;
        this.clock = clock;
    }

    record ReconciliationPage(
            List<Reconciliation> items,

            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable
            String nextCursor) {}

    record DifferencePage(
            List<Difference> items,

            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable
            String nextCursor) {}

    @PostMapping
    @Operation(summary = "Compare every conversation's account with what was accepted; works in the background")
    ResponseEntity<Reconciliation> reconcile(PersonCaller caller) {
        UUID id = Ids.next();
        transactions.executeWithoutResult(status -> {
            store.request(id, caller.personId().value(), null, clock.instant());
            audit.record(AuditEvent.of(AuditAction.ARCHIVE_RECONCILIATION_REQUESTED)
                    .by(caller)
                    .on("reconciliation", id.toString()));
        });
        return ResponseEntity.accepted()
                .location(URI.create("/v1/archive/reconciliations/" + id))
                .body(reconciliation(id));
    }

    @GetMapping
    @Operation(summary = "Reconciliations, oldest first")
    ReconciliationPage reconciliations(
            @RequestParam(required = false) @Nullable String after, @RequestParam(defaultValue = "100") int limit) {
        List<Reconciliation> items = store.list(ListQuery.of(after, limit));
        return new ReconciliationPage(
                items,
                items.size() < limit ? null : items.getLast().reconciliationId().toString());
    }

    @GetMapping("/{id}")
    @Operation(summary = "One reconciliation: waiting, matched or different")
    Reconciliation reconciliation(@PathVariable UUID id) {
        return store.find(id).orElseThrow(() -> DomainException.notFound("reconciliation"));
    }

    @GetMapping("/{id}/differences")
    @Operation(summary = "The conversations whose accounts differed")
    DifferencePage reconciliationDifferences(
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(defaultValue = "100") int limit) {
        reconciliation(id);
        List<Difference> items = store.differences(id, ListQuery.of(after, limit));
        return new DifferencePage(
                items,
                items.size() < limit ? null : items.getLast().conversationId().toString());
    }
}
