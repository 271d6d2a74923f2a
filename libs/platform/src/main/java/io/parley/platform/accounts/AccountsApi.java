package io.parley.platform.accounts;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;

/// message-service's internal call about what it accepted (scope `internal`).
public interface AccountsApi {

    /// SQL for [Account#checksum], of the columns `seq` and `ms`, the time of acceptance in milliseconds since 1970.
    String CHECKSUM = "(sum((ms % 1000000007) * (1 + seq % 1000003)) % 4611686018427387904)::bigint";

    /// The accounts of the next conversations, ascending by id as PostgreSQL orders them.
    ///
    /// @param after the last conversation of the page before; null: from the first
    /// @param until facts accepted later do not count; milliseconds since 1970
    @GetExchange("/internal/accounts")
    Page accounts(
            @RequestParam(required = false) @Nullable UUID after, @RequestParam long until, @RequestParam int limit);

    /// @param last to ask for the next page; null: this was the last one
    record Page(List<Account> items, @Nullable UUID last) {}

    /// One conversation's account.
    ///
    /// @param facts accepted facts, the opening included
    /// @param checksum over sequence numbers and times: differs when a fact is missing, doubled or has another time
    record Account(UUID conversationId, long facts, long checksum) {}
}
