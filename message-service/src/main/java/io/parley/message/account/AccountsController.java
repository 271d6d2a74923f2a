package io.parley.message.account;

import io.parley.platform.accounts.AccountsApi.Page;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Serves [io.parley.platform.accounts.AccountsApi] to archive-service.
@Hidden
@RestController
class AccountsController {

    private static final UUID FIRST = new UUID(0, 0);

    private final AcceptedAccounts accounts;

    AccountsController(AcceptedAccounts accounts) {
        this.accounts = accounts;
    }

    @GetMapping("/internal/accounts")
    Page accounts(
            @RequestParam(required = false) @Nullable UUID after,
            @RequestParam @Min(0) long until,
            @RequestParam(defaultValue = "1000") @Min(1) @Max(10_000) int limit) {
        UUID from = after == null ? FIRST : after;
        List<UUID> conversations = accounts.conversations(from, limit);
        return conversations.isEmpty()
                ? new Page(List.of(), null)
                : new Page(
                        accounts.accounts(from, conversations.getLast(), until),
                        conversations.size() < limit ? null : conversations.getLast());
    }
}
